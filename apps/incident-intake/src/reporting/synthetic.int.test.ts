import { randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import {
  IncidentCourseServiceClient,
  RejectIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { runAsSynthetic, startTelemetry } from '@safe-community/telemetry';
import { demoClientCredentials } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let client: IncidentCourseServiceClient;
let telemetry: Awaited<ReturnType<typeof startTelemetry>>;
beforeAll(async () => {
  telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0 });
  intake = await runIntake();
  client = new IncidentCourseServiceClient(`localhost:${intake.port}`, demoClientCredentials());
});
afterAll(async () => {
  client.close();
  await intake.stop();
  await telemetry.shutdown();
});

test('an incident of a load test stays synthetic: an unmarked step changes no figure', async () => {
  const { incidentId } = await runAsSynthetic(() => intake.report({ report: fire() }));
  await reject(incidentId, 'synthetic=false');
  expect(await marks(incidentId)).toEqual([
    ['incident-reported', true],
    ['incident-state-changed', true],
    ['incident-withdrawn', true],
  ]);
});

test('a step by a load test does not hide a real incident from the figures', async () => {
  const { incidentId } = await intake.report({ report: fire() });
  await reject(incidentId, 'synthetic=true');
  expect(await marks(incidentId)).toEqual([
    ['incident-reported', false],
    ['incident-state-changed', false],
    ['incident-withdrawn', false],
  ]);
});

function reject(incidentId: string, baggage: string): Promise<unknown> {
  const request = RejectIncidentRequest.fromPartial({ requestId: randomUUID(), incidentId, reason: 'хибний виклик' });
  const metadata = new Metadata();
  metadata.set('baggage', baggage);
  return new Promise((resolve, reject) => {
    client.rejectIncident(request, metadata, (error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

/** The events of an incident, and whether they have the synthetic mark. */
async function marks(incidentId: string): Promise<[string, boolean][]> {
  const found = await intake.sql('select type, synthetic, body from ledger_event order by position');
  return found
    .filter(({ body }) => (body as Buffer).includes(incidentId))
    .map(({ type, synthetic }) => [String(type).split('.').at(-1) ?? '', synthetic === true]);
}
