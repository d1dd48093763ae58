import { AccountabilityRule } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import type { EntityManager } from '@safe-community/database';
import { Fields, kyivDay, notFound, Refusal, within } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { type Place } from '@safe-community/security/policy';
import { command, refuseOutside, type Rpc } from '@safe-community/service-kit';
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

export function accountabilityCommands(findUnit: FindUnit): Rpc[] {
  return [setRule, recordReportOf(findUnit), withdrawReportOf, recordQuestionOf(findUnit), answerQuestionOf];
}

const setRule = command(Accountability.setRule, {
  parse({ rule: message = AccountabilityRule.fromPartial({}), etag }, fields) {
    const own = new Fields(message);
    const rule = { ...message, kind: own.word('kind', toRuleKind, 'kinds of rules') };
    fields.check(within('rule', [...own.violations, ...(own.violations.length > 0 ? [] : checkRule(rule))]));
    return { rule, etag };
  },
  ...recordRule(RULES),
  about: ({ kind, validFrom }) => [`accountability-rule-${kind}-${validFrom}`],
  reply: () => ({}),
});

function recordReportOf(findUnit: FindUnit): Rpc {
  return command(Accountability.recordReport, {
    async parse({ hromadaCode, heldOn, minutes }, fields) {
      const officerId = fields.uuid('officer_id');
      const place = await readKnownHromada(findUnit, hromadaCode, fields);
      fields.check(checkReport({ heldOn, minutes }));
      return { officerId, ...place, heldOn, minutes, form: fields.word('form', toForm, 'forms') };
    },
    authorize: refuseElsewhere,
    load: async (tx, { officerId }) => ({ officer: (await readOfficers(tx, [officerId]))[0] }),
    decide: ({ officer }, report, { now, newId }) => recordReport(report, officer, newId(), now),
    save: addReport,
    about: ({ reportId, officerId }) => [reportId, officerId],
    reply: ({ reportId }) => ({ reportId }),
  });
}

const withdrawReportOf = command(Accountability.withdrawReport, {
  parse: (_request, fields) => fields.uuid('report_id'),
  load: async (tx, reportId) => (await lockReport(tx, reportId)) ?? notFound('report'),
  authorizeLoaded: refuseElsewhere,
  decide: (report, _reportId, { now }) => withdrawReport(report, now),
  save: saveWithdrawal,
  about: ({ reportId, officerId }) => [reportId, officerId],
  reply: ({ withdrawnAt }) => ({ withdrawnTime: withdrawnAt }),
});

function recordQuestionOf(findUnit: FindUnit): Rpc {
  return command(Accountability.recordQuestion, {
    async parse({ hromadaCode }, fields) {
      const place = await readKnownHromada(findUnit, hromadaCode, fields);
      return {
        ...place,
        channel: fields.word('channel', toChannel, 'channels'),
        receivedAt: fields.time('received_time'),
        reference: fields.text('reference', checkReference),
      };
    },
    authorize: refuseElsewhere,
    decide: (_loaded, question, { now, newId }) => recordQuestion({ ...question, questionId: newId() }, now),
    save: addQuestion,
    about: ({ questionId }) => [questionId],
    reply: ({ questionId }) => ({ questionId }),
  });
}

const answerQuestionOf = command(Accountability.answerQuestion, {
  parse: (_request, fields) => ({
    questionId: fields.uuid('question_id'),
    answer: { officerId: fields.uuid('officer_id'), at: fields.time('answered_time') },
  }),
  load: async (tx: EntityManager, { questionId, answer }) => {
    const question = await lockQuestion(tx, questionId);
    if (question === undefined) return notFound('question');
    const officerIsKnown = (await readOfficers(tx, [answer.officerId])).length > 0;
    return { question, officerIsKnown, rules: await RULES.list(tx) };
  },
  authorizeLoaded: (call, { question }) => refuseElsewhere(call, question),
  decide({ question, officerIsKnown, rules }, { answer }, { now }) {
    const answered = answerQuestion(question, answer, officerIsKnown, now);
    if (answered instanceof Refusal) return answered;
    const rule = ruleOn(rules, 'answer_within_hours', kyivDay(question.receivedAt));
    return { answered, inTime: isInTime(answered, rule?.value) };
  },
  async save(tx, change) {
    await saveAnswer(tx, change.answered);
    return change;
  },
  about: ({ answered }) => [answered.questionId, answered.answer.officerId],
  reply: ({ inTime }) => ({ inTime }),
});

/** The refusal for a caller whose scope does not apply to the place. */
function refuseElsewhere({ rights }: Pick<CallContext, 'rights'>, place: Place): Refusal | undefined {
  return refuseOutside(rights, place, 'the hromada');
}
