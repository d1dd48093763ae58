import { DisclosurePolicy, TrustServiceService as Trust } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { checkSource, notFound, within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { findHromada } from '@safe-community/territory';
import { checkSurvey, record, withdraw } from './survey.ts';
import { readSurvey } from './trust.mapping.ts';
import { addSurvey, lockSurvey, POLICIES, saveWithdrawal } from './trust.store.ts';
import { checkPolicy } from './trust.ts';

const recordSurvey = command(Trust.recordSurvey, {
  parse({ request: { survey: message }, fields }) {
    const { survey, violations } = readSurvey(message);
    // Imported units have no population.
    fields.check(within('survey', [...violations, ...checkSurvey(survey, findHromada)]));
    return { survey, units: survey.hromadaCodes.flatMap((code) => findHromada(code) ?? []) };
  },
  decide: ({ command: { survey, units }, now, newId }) => record(survey, units, newId(), now),
  save: ({ tx, change }) => addSurvey(tx, change),
  subjects: ({ saved: { surveyId } }) => [surveyId],
  reply: ({ saved: { surveyId } }) => ({ surveyId }),
});

const withdrawSurvey = command(Trust.withdrawSurvey, {
  parse: ({ fields }) => ({
    surveyId: fields.uuid('survey_id'),
    reason: fields.text('reason', checkSource),
  }),
  load: async ({ tx, command: { surveyId } }) => (await lockSurvey(tx, surveyId)) ?? notFound('survey'),
  decide: ({ loaded: survey, command: { reason }, now }) => withdraw(survey, reason, now),
  save: ({ tx, change }) => saveWithdrawal(tx, change),
  subjects: ({ saved: { surveyId } }) => [surveyId],
  reply: ({ saved: { withdrawn } }) => ({ withdrawnTime: withdrawn.at }),
});

const setDisclosurePolicy = command(Trust.setDisclosurePolicy, {
  parse({ request: { policy = DisclosurePolicy.fromPartial({}), etag }, fields }) {
    fields.check(within('policy', checkPolicy(policy)));
    return { rule: policy, etag };
  },
  ...recordRule(POLICIES),
  subjects: ({ saved: { validFrom } }) => [`disclosure-policy-${validFrom}`],
  reply: () => ({}),
});

export const TRUST_COMMANDS: readonly Rpc[] = [recordSurvey, withdrawSurvey, setDisclosurePolicy];
