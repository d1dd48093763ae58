import {
  AssessRiskResponse,
  DomesticViolenceServiceService as Violence,
  RecordCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import type { Rpc } from '@safe-community/service-kit';
import type { ReadAudit } from '../incident/module.ts';
import { assess, checkAnswers } from './assess-risk.ts';
import { caseStep, openingStep, type CaseSteps } from './case-step.commands.ts';
import { FOLLOW_UP_COMMANDS } from './follow-up.commands.ts';
import { countOthers } from './linked-cases.store.ts';
import { PROTECTION_ORDER_COMMANDS } from './protection-orders.commands.ts';
import { insertCase, saveAssessment, saveFacts, saveOfficialRisk } from './violence-case.store.ts';
import { readFacts, readOfficialRisk, riskLevelNumber } from './violence.mapping.ts';

/** What cases of domestic violence need from the service. */
export interface ViolenceShared extends CaseSteps, ReadAudit {}

/**
 * Opens the case of an incident, or corrects its facts. The number of other cases with the same offender is read for
 * each response, because the stored response is not encrypted and does not contain it.
 */
const recordCase = openingStep(Violence.recordCase, {
  parse: ({ request, fields, clock }) => readFacts(request, fields, clock.now()),
  decide({ violence, command: facts, now }) {
    const openedAt = violence === undefined ? now : undefined;
    return { kind: violence === undefined ? 'case-opened' : 'case-corrected', part: { facts, openedAt } };
  },
  async save({ tx, part: { facts, openedAt }, incident, deps: { keyring } }) {
    if (openedAt !== undefined) await insertCase(tx, incident.incidentId, openedAt);
    await saveFacts(tx, keyring, incident, facts);
  },
  reply: ({ incident: { incidentId }, version }) => RecordCaseResponse.fromPartial({ incidentId, version }),
  afterCommit: async ({ response, deps: { database } }) => ({
    ...response,
    otherCases: await countOthers(database, response.incidentId),
  }),
});

/**
 * Replaces the risk assessment. The stored response is not encrypted and does not contain it; it is derived from the
 * request.
 */
const assessRisk = caseStep(Violence.assessRisk, {
  parse({ request: { answers }, fields }) {
    fields.check(checkAnswers(answers));
    return assess(answers);
  },
  decide: ({ command: risk, now }) => ({ kind: 'risk-assessed', part: { assessedAt: now, risk } }),
  save: ({ tx, part: assessment, incident: { incidentId }, deps: { keyring } }) =>
    saveAssessment(tx, keyring, incidentId, assessment),
  reply: ({ version }) => AssessRiskResponse.fromPartial({ version }),
  afterCommit: ({ response, command: { score, level } }) => ({ ...response, score, level: riskLevelNumber(level) }),
});

/** Records the official form of risk assessment, apart from the score of this system. */
const recordOfficialRisk = caseStep(Orders.recordOfficialRisk, {
  parse: ({ request: { form }, fields, clock }) => readOfficialRisk(form, fields, clock.now()),
  decide: ({ command: part }) => ({ kind: 'official-risk-recorded', part }),
  save: ({ tx, part: form, incident: { incidentId }, deps: { keyring } }) =>
    saveOfficialRisk(tx, keyring, incidentId, form),
  reply: ({ version }) => ({ version }),
});

export const CASE_COMMANDS: readonly Rpc<CaseSteps>[] = [
  recordCase,
  assessRisk,
  recordOfficialRisk,
  ...PROTECTION_ORDER_COMMANDS,
  ...FOLLOW_UP_COMMANDS,
];
