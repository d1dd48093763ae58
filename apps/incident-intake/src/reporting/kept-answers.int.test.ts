import { randomUUID } from 'node:crypto';
import { RiskLevel } from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import {
  AssessRiskResponse,
  RecordCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { answers, reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

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

test('the answer of a risk assessment, also of a repeat, is not stored in plain text', async () => {
  const incidentId = await opened();
  const request = { requestId: randomUUID(), answers: answers('strangulation', 'pregnancy') };
  const first = await violence.assessRisk(incidentId, request);
  expect(first).toMatchObject({ version: 2, level: RiskLevel.HIGH });
  expect(first.score).toBeGreaterThan(0);
  expect(await violence.assessRisk(incidentId, request)).toEqual(first);
  expect(AssessRiskResponse.decode(await keptOf(request.requestId))).toEqual(
    AssessRiskResponse.fromPartial({ version: 2 }),
  );
});

test('the answer about other cases of the same offender is computed each time and not stored', async () => {
  const [incidentId, request] = [await reported(intake), { requestId: randomUUID() }];
  const offender = { fullName: 'Вигаданий Гнат', birthDate: '1970-01-02', phone: '', address: '' };
  await violence.recordCase(await reported(intake), { offender });
  expect(await violence.recordCase(incidentId, { ...request, offender })).toMatchObject({ version: 1, otherCases: 1 });
  await violence.recordCase(await reported(intake), { offender });
  expect(await violence.recordCase(incidentId, { ...request, offender })).toMatchObject({ version: 1, otherCases: 2 });
  expect(RecordCaseResponse.decode(await keptOf(request.requestId))).toEqual(
    RecordCaseResponse.fromPartial({ incidentId, version: 1 }),
  );
});

async function opened(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  return incidentId;
}

async function keptOf(requestId: string): Promise<Buffer> {
  const [kept] = await intake.sql('select response from request_record where request_id = $1', [requestId]);
  return kept?.['response'] as Buffer;
}
