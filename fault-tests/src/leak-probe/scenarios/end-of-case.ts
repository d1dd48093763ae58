import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListSensitiveReadsRequest,
  RetentionServiceService as Retention,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import {
  SanctionServiceService as Sanctions,
  type RecordOutcomeRequest,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { WorksServiceService as Works } from '@safe-community/contracts/incidents/v1/works_service.ts';
import { OFFICIAL, PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { rejectCase } from './lifecycle.ts';
import { report } from './report.ts';

const OFFENCE = { article: '173-2', part: 1, offenceDate: '2025-03-01' };
const WORKS = { ...OFFENCE, hoursPerDay: 2, minor: false, work: said('праця') };

const OUTCOMES: readonly NonNullable<RecordOutcomeRequest['kind']>[] = [
  { $case: 'administrativeProtocol', value: { ...OFFENCE, number: PERSONAL.protocol } },
  { $case: 'pretrialRegisterNumber', value: PERSONAL.pretrialNumber },
  { $case: 'policeRegisterNumber', value: PERSONAL.policeNumber },
  { $case: 'sociallyUsefulWorks', value: { ...WORKS, article: '183-1', hours: 240 } },
  { $case: 'communityWorks', value: { ...WORKS, hours: 40 } },
];

/** Legal outcomes, and retention of personal data. */
export async function runEndOfCaseScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const { incidentId } = await report(context, IncidentCategory.DOMESTIC_VIOLENCE);
  const step = () => ({ requestId: random.uuid(), incidentId, expectedVersion: 0 });
  for (const kind of OUTCOMES) {
    const { outcomeId } = await probe.ask(Sanctions.recordOutcome, { ...step(), kind });
    if (kind.$case === 'communityWorks') {
      await probe.ask(Sanctions.revokeOutcome, { ...step(), outcomeId, reason: said('описка') });
    }
  }
  await probe.ask(Works.listWorks, { incidentId, reason: said('мета') });
  const { outcomes } = await probe.ask(Sanctions.listOutcomes, { incidentId, reason: said('мета') });
  const [first] = outcomes;
  const number = first?.kind?.$case === 'administrativeProtocol' ? first.kind.value.number : '';
  requireRead('the number of a protocol', number, PERSONAL.protocol);
  await retain(context, incidentId);
}

async function retain(context: ProbeContext, incidentId: string): Promise<void> {
  const { probe, random } = context;
  const order = () => ({ requestId: random.uuid(), incidentId, ground: OFFICIAL.ground });
  const { holdId } = await probe.ask(Retention.placeLegalHold, order());
  await probe.ask(Retention.releaseLegalHold, { ...order(), holdId });
  await probe.ask(Retention.getRetention, { incidentId, reason: said('мета') });
  await rejectCase(context, incidentId);
  await probe.ask(Retention.erasePersonalData, order());
  const { reads } = await probe.ask(
    Retention.listSensitiveReads,
    ListSensitiveReadsRequest.fromPartial({ incidentId }),
  );
  requireRead('who read a sensitive case', reads[0]?.actingUser, OFFICIAL.actingUser);
}
