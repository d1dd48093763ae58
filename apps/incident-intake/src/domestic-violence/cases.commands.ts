import {
  AssessRiskResponse,
  DomesticViolenceServiceService as Violence,
  RecordCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import type { Database } from '@safe-community/database';
import type { Rpc } from '@safe-community/service-kit';
import type { IncidentSteps, ReadPorts } from '../incident/module.ts';
import { assess, checkAnswers } from './assess-risk.ts';
import { caseStep, openingStep } from './case-step.commands.ts';
import { followUpCommands } from './follow-up.commands.ts';
import { countOthers } from './linked-cases.store.ts';
import { protectionOrderCommands } from './protection-orders.commands.ts';
import { insertCase, saveAssessment, saveFacts, saveOfficialRisk } from './violence-case.store.ts';
import { readFacts, readOfficialRisk, riskLevelNumber } from './violence.mapping.ts';

/** What cases of domestic violence need from the service. */
export interface ViolenceShared extends IncidentSteps, ReadPorts {}

export function caseCommands(shared: ViolenceShared, database: Database): Rpc[] {
  return [
    recordCase(shared, database),
    assessRisk(shared),
    recordOfficialRisk(shared),
    ...protectionOrderCommands(shared),
    ...followUpCommands(shared),
  ];
}

/**
 * Opens the case of an incident, or corrects its facts. The number of other cases with the same offender is read for
 * each response, because the stored response is not encrypted and does not contain it.
 */
function recordCase(shared: ViolenceShared, database: Database): Rpc {
  return openingStep(shared, Violence.recordCase, {
    parse: (request, fields) => readFacts(request, fields, shared.clock.now()),
    decide({ violence, now }, facts) {
      const openedAt = violence === undefined ? now : undefined;
      return { kind: violence === undefined ? 'case-opened' : 'case-corrected', part: { facts, openedAt } };
    },
    async save(tx, { facts, openedAt }, incident) {
      if (openedAt !== undefined) await insertCase(tx, incident.incidentId, openedAt);
      await saveFacts(tx, shared.keyring, incident, facts);
    },
    reply: ({ incidentId, version }) => RecordCaseResponse.fromPartial({ incidentId, version }),
    complete: async (response) => ({ ...response, otherCases: await countOthers(database, response.incidentId) }),
  });
}

/**
 * Replaces the risk assessment. The stored response is not encrypted and does not contain it; it is derived from the
 * request.
 */
function assessRisk(shared: ViolenceShared): Rpc {
  return caseStep(shared, Violence.assessRisk, {
    parse({ answers }, fields) {
      fields.check(checkAnswers(answers));
      return assess(answers);
    },
    decide: ({ now }, risk) => ({ kind: 'risk-assessed', part: { assessedAt: now, risk } }),
    save: (tx, assessment, { incidentId }) => saveAssessment(tx, shared.keyring, incidentId, assessment),
    reply: ({ version }) => AssessRiskResponse.fromPartial({ version }),
    complete: (response, _call, { score, level }) => ({ ...response, score, level: riskLevelNumber(level) }),
  });
}

/** Records the official form of risk assessment, apart from the score of this system. */
function recordOfficialRisk(shared: ViolenceShared): Rpc {
  return caseStep(shared, Orders.recordOfficialRisk, {
    parse: ({ form }, fields) => readOfficialRisk(form, fields, shared.clock.now()),
    decide: (_step, part) => ({ kind: 'official-risk-recorded', part }),
    save: (tx, form, { incidentId }) => saveOfficialRisk(tx, shared.keyring, incidentId, form),
    reply: ({ version }) => ({ version }),
  });
}
