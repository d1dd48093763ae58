import {
  GuaranteeMetric as Metrics,
  PromiseState as States,
  QuestionChannel as Channels,
  ReportForm as Forms,
  ReportStatus as Statuses,
  RuleKind as Kinds,
  type AccountabilityRule as RuleMessage,
  type GuaranteeRow as RowMessage,
  type ReportDue as DueMessage,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import { enumNames } from '@safe-community/domain-kit';
import { MEASURED_METRICS, METRICS, PROMISE_STATES, type GuaranteeRow, type Metric, type Tally } from './guarantee.ts';
import { QUESTION_CHANNELS } from './question.ts';
import { REPORT_FORMS } from './report.ts';
import { REPORT_STATUSES, type ReportsDue } from './reports-due.ts';
import { RULE_KINDS, type Rule } from './rule.ts';

const ruleKinds = enumNames(Kinds, RULE_KINDS);
export const toRuleKind = ruleKinds.nameOf;
export const { nameOf: toForm } = enumNames(Forms, REPORT_FORMS);
const statuses = enumNames(Statuses, REPORT_STATUSES);
export const toStatus = statuses.nameOf;
export const { nameOf: toChannel } = enumNames(Channels, QUESTION_CHANNELS);
export const { nameOf: toMetric } = enumNames(Metrics, METRICS);
export const { numberOf: metricNumber } = enumNames(Metrics, MEASURED_METRICS);
const { numberOf: stateNumber } = enumNames(States, PROMISE_STATES);

export function toRuleMessage({ kind, value, validFrom, source }: Rule): RuleMessage {
  return { kind: ruleKinds.numberOf(kind), value, validFrom, source };
}

export function toDueMessage({ status, dueOn, beatIds, ...due }: ReportsDue & { oblastCode: string }): DueMessage {
  return { ...due, beatIds: [...beatIds], status: statuses.numberOf(status), dueOn: dueOn ?? '' };
}

export function toShareMessage(metric: Metric, { without_rule: withoutRule, ...counts }: Tally) {
  return { metric: metricNumber(metric), withoutRule, ...counts };
}

export function toRowMessage({ state, question, ...row }: GuaranteeRow): RowMessage {
  return {
    ...row,
    state: stateNumber(state),
    questionId: question?.questionId ?? '',
    receivedTime: question?.receivedAt,
    dueTime: question?.dueAt,
    answeredTime: question?.answeredAt,
  };
}
