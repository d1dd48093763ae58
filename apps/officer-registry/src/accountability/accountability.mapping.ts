import {
  GuaranteeMetric as Metrics,
  PromiseState as States,
  QuestionChannel as Channels,
  ReportForm as Forms,
  ReportStatus as Statuses,
  RuleKind as Kinds,
  type AccountabilityRule as RuleMessage,
  type GuaranteeRow as RowMessage,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import { enumNames } from '@safe-community/domain-kit';
import { METRICS, PROMISE_STATES, type GuaranteeRow, type Metric, type Tally } from './guarantee.ts';
import { QUESTION_CHANNELS } from './question.ts';
import { REPORT_FORMS, REPORT_STATUSES } from './report.ts';
import { RULE_KINDS, type Rule } from './rule.ts';

const ruleKinds = enumNames(Kinds, RULE_KINDS);
export const toRuleKind = ruleKinds.nameOf;
export const { nameOf: toForm } = enumNames(Forms, REPORT_FORMS);
export const { nameOf: toStatus, numberOf: statusNumber } = enumNames(Statuses, REPORT_STATUSES);
export const { nameOf: toChannel } = enumNames(Channels, QUESTION_CHANNELS);
export const { nameOf: toMetric, numberOf: metricNumber } = enumNames(Metrics, METRICS);
const { numberOf: stateNumber } = enumNames(States, PROMISE_STATES);

export function toRuleMessage({ kind, value, validFrom, source }: Rule): RuleMessage {
  return { kind: ruleKinds.numberOf(kind), value, validFrom, source };
}

export function toShareMessage(metric: Metric, { kept, broken, pending, without_rule: withoutRule }: Tally) {
  return { metric: metricNumber(metric), kept, broken, pending, withoutRule };
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
