import { AccountabilityRule } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { Fields, isRefused, kyivDay, notFound, within, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Place } from '@safe-community/security/policy';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { readOfficers } from '../officers/module.ts';
import { readKnownHromada, type FindUnit } from '../territory/module.ts';
import { toChannel, toForm, toRuleKind } from './accountability.mapping.ts';
import { addQuestion, lockQuestion, saveAnswer } from './question.store.ts';
import { answerQuestion, checkReference, isInTime, recordQuestion } from './question.ts';
import { addReport, lockReport, saveWithdrawal } from './report.store.ts';
import { checkReport, recordReport, withdrawReport } from './report.ts';
import { RULES } from './rule.store.ts';
import { checkRule, ruleOn } from './rule.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { command } = given<Deps>();

const setRule = command(Accountability.setRule, {
  parse({ request: { rule: message = AccountabilityRule.fromPartial({}), etag }, fields }) {
    const own = new Fields(message);
    const rule = { ...message, kind: own.word('kind', toRuleKind, 'kinds of rules') };
    fields.check(within('rule', [...own.violations, ...(own.violations.length > 0 ? [] : checkRule(rule))]));
    return { rule, etag };
  },
  ...recordRule(RULES),
  subjects: ({ saved: { kind, validFrom } }) => [`accountability-rule-${kind}-${validFrom}`],
  reply: () => ({}),
});

const recordReportOf = command(Accountability.recordReport, {
  async parse({ request: { hromadaCode, heldOn, minutes }, fields, deps: { findUnit } }) {
    const officerId = fields.uuid('officer_id');
    const place = await readKnownHromada(findUnit, hromadaCode, fields);
    fields.check(checkReport({ heldOn, minutes }));
    return { officerId, ...place, heldOn, minutes, form: fields.word('form', toForm, 'forms') };
  },
  authorize: ({ call, command }) => refuseElsewhere(call, command),
  load: async ({ tx, command: { officerId } }) => ({ officer: (await readOfficers(tx, [officerId]))[0] }),
  decide: ({ loaded: { officer }, command: report, now, newId }) => recordReport(report, officer, newId(), now),
  save: ({ tx, change }) => addReport(tx, change),
  subjects: ({ saved: { reportId, officerId } }) => [reportId, officerId],
  reply: ({ saved: { reportId } }) => ({ reportId }),
});

const withdrawReportOf = command(Accountability.withdrawReport, {
  parse: ({ fields }) => fields.uuid('report_id'),
  load: async ({ tx, command: reportId }) => (await lockReport(tx, reportId)) ?? notFound('report'),
  authorizeLoaded: ({ call, loaded }) => refuseElsewhere(call, loaded),
  decide: ({ loaded: report, now }) => withdrawReport(report, now),
  save: ({ tx, change }) => saveWithdrawal(tx, change),
  subjects: ({ saved: { reportId, officerId } }) => [reportId, officerId],
  reply: ({ saved: { withdrawnAt } }) => ({ withdrawnTime: withdrawnAt }),
});

const recordQuestionOf = command(Accountability.recordQuestion, {
  async parse({ request: { hromadaCode }, fields, deps: { findUnit } }) {
    const place = await readKnownHromada(findUnit, hromadaCode, fields);
    return {
      ...place,
      channel: fields.word('channel', toChannel, 'channels'),
      receivedAt: fields.time('received_time'),
      reference: fields.text('reference', checkReference),
    };
  },
  authorize: ({ call, command }) => refuseElsewhere(call, command),
  decide: ({ command: question, now, newId }) => recordQuestion({ ...question, questionId: newId() }, now),
  save: ({ tx, change }) => addQuestion(tx, change),
  subjects: ({ saved: { questionId } }) => [questionId],
  reply: ({ saved: { questionId } }) => ({ questionId }),
});

const answerQuestionOf = command(Accountability.answerQuestion, {
  parse: ({ fields }) => ({
    questionId: fields.uuid('question_id'),
    answer: { officerId: fields.uuid('officer_id'), at: fields.time('answered_time') },
  }),
  load: async ({ tx, command: { questionId, answer } }) => {
    const question = await lockQuestion(tx, questionId);
    if (question === undefined) return notFound('question');
    const officerIsKnown = (await readOfficers(tx, [answer.officerId])).length > 0;
    return { question, officerIsKnown, rules: await RULES.list(tx) };
  },
  authorizeLoaded: ({ call, loaded: { question } }) => refuseElsewhere(call, question),
  decide({ loaded: { question, officerIsKnown, rules }, command: { answer }, now }) {
    const answered = answerQuestion(question, answer, officerIsKnown, now);
    if (isRefused(answered)) return answered;
    const rule = ruleOn(rules, 'answer_within_hours', kyivDay(question.receivedAt));
    return { answered, inTime: isInTime(answered, rule?.value) };
  },
  async save({ tx, change }) {
    await saveAnswer(tx, change.answered);
    return change;
  },
  subjects: ({ saved: { answered } }) => [answered.questionId, answered.answer.officerId],
  reply: ({ saved: { inTime } }) => ({ inTime }),
});

/** The refusal for a caller whose scope does not apply to the place. */
function refuseElsewhere({ rights }: Pick<CallContext, 'rights'>, place: Place): Refusal | undefined {
  return refuseOutside(rights, place, 'the hromada');
}

export const ACCOUNTABILITY_COMMANDS: readonly Rpc<Deps>[] = [
  setRule,
  recordReportOf,
  withdrawReportOf,
  recordQuestionOf,
  answerQuestionOf,
];
