import { randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import {
  BatchReportIncidentsRequest,
  IncidentIntakeServiceService as Intake,
  type BatchReportIncidentsResponse,
  type ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  AcceptReferralRequest,
  AssessRiskRequest,
  DomesticViolenceServiceService as Violence,
  ExtendByCourtRequest,
  IssueProtectionOrderRequest,
  PlanVisitRequest,
  RecordVisitRequest,
  ReferVictimRequest,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { auditedWrite, auditEntriesOf, expectAudited, expectPartsAudited } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, header, row } from './messages.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import {
  answers,
  courtTerms,
  recordCase,
  reported,
  urgentTerms,
  violenceClient,
  type ViolenceClient,
} from './violence-client.ts';
import { writesOfIntake } from './writes-of-intake.ts';

const REPORT = Intake.reportIncident.path.slice(1);

let intake: RunningIntake;
let violence: ViolenceClient;
beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
});
afterAll(async () => {
  violence.close();
  await intake.stop();
});

async function openedCase(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  return incidentId;
}

const itself = (_: unknown, { incidentId }: { readonly incidentId: string }): string[] => [incidentId];

const WRITES = [
  ...writesOfIntake(() => intake),
  auditedWrite(Violence.recordCase, async () => recordCase(await reported(intake)), itself),
  auditedWrite(
    Violence.assessRisk,
    async () => AssessRiskRequest.fromPartial({ incidentId: await openedCase(), answers: answers() }),
    itself,
  ),
  auditedWrite(
    Violence.issueProtectionOrder,
    async () => IssueProtectionOrderRequest.fromPartial({ incidentId: await openedCase(), ...urgentTerms() }),
    itself,
  ),
  auditedWrite(
    Violence.extendByCourt,
    async () => {
      const incidentId = await openedCase();
      const { orderId } = await violence.issueProtectionOrder(incidentId);
      return ExtendByCourtRequest.fromPartial({ incidentId, orderId, ...courtTerms() });
    },
    itself,
  ),
  auditedWrite(
    Violence.referVictim,
    async () => ReferVictimRequest.fromPartial({ incidentId: await openedCase(), request: 'прихисток' }),
    itself,
  ),
  auditedWrite(
    Violence.acceptReferral,
    async () => {
      const incidentId = await openedCase();
      const { referralId } = await violence.referVictim(incidentId);
      return AcceptReferralRequest.fromPartial({ incidentId, referralId });
    },
    itself,
  ),
  auditedWrite(
    Violence.planVisit,
    async () => PlanVisitRequest.fromPartial({ incidentId: await openedCase(), dueTime: new Date() }),
    itself,
  ),
  auditedWrite(
    Violence.recordVisit,
    async () => {
      const incidentId = await openedCase();
      const { visitId } = await violence.planVisit(incidentId, new Date());
      return RecordVisitRequest.fromPartial({ incidentId, visitId, finding: 'усе спокійно' });
    },
    itself,
  ),
];

test.each(WRITES)('the audit says who made $method, for what purpose, and what it concerns', (write) =>
  expectAudited(intake, write),
);

const BY_PERSON = { system: 'client', edrpou: '00000000', actingUser: 'person-7', purpose: 'audit-check' };

/** The caller and the purpose in the calls of the two tests below. */
function asPerson(): Metadata {
  const metadata = new Metadata();
  metadata.set('acting-user', BY_PERSON.actingUser);
  metadata.set('purpose', BY_PERSON.purpose);
  return metadata;
}

test('the audit records who made BatchReportIncidents, with an entry for each report', async () => {
  const requests = [1, 2, 3].map(() => ({ requestId: randomUUID(), report: fire() }));
  const { results } = await new Promise<BatchReportIncidentsResponse>((resolve, reject) => {
    const request = BatchReportIncidentsRequest.fromPartial({ requests });
    intake.client.batchReportIncidents(request, asPerson(), (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
  });
  const subjects = results.map(({ outcome }) => (outcome?.$case === 'reported' ? outcome.value.incidentId : ''));
  await expectPartsAudited(Intake.batchReportIncidents, intake, { subjects, partMethod: REPORT });
  for (const [index, { requestId }] of requests.entries()) {
    expect(await auditEntriesOf(intake, requestId)).toEqual([
      {
        ...BY_PERSON,
        kind: 'write',
        method: REPORT,
        requestId,
        subjectIds: [subjects[index]],
        refusal: '',
        times: 1,
      },
    ]);
  }
});

test('the audit records who made ImportIncidents, its source, and an entry for each row', async () => {
  const importId = randomUUID();
  const externalIds = [1, 2].map(() => `call-${randomUUID()}`);
  await new Promise<ImportIncidentsResponse>((resolve, reject) => {
    const call = intake.client.importIncidents(asPerson(), (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
    call.write(header(importId, 'audited-source'));
    for (const [index, externalId] of externalIds.entries()) call.write(row(index + 1, { externalId }));
    call.end();
  });
  expect(await auditEntriesOf(intake, importId)).toEqual([
    {
      ...BY_PERSON,
      kind: 'write',
      method: Intake.importIncidents.path.slice(1),
      requestId: importId,
      subjectIds: ['audited-source'],
      refusal: '',
      times: 1,
    },
  ]);
  const stored = await intake.sql('select incident_id as id from incident where external_id = any($1)', [externalIds]);
  expect(stored).toHaveLength(externalIds.length);
  const subjects = stored.map(({ id }) => String(id));
  await expectPartsAudited(Intake.importIncidents, intake, { subjects });
  for (const subject of subjects) {
    const [entry] = await intake.sql('select request_id from audit_entry where subject_ids = array[$1]', [subject]);
    const requestId = String(entry?.['request_id']);
    expect(await auditEntriesOf(intake, requestId)).toEqual([
      {
        ...BY_PERSON,
        kind: 'write',
        method: 'import-row',
        requestId,
        subjectIds: [subject],
        refusal: '',
        times: 1,
      },
    ]);
  }
});
