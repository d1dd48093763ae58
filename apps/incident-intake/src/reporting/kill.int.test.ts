import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIntakeProcess, type IntakeProcess } from '../../test/intake-process.ts';
import { fire } from '../../test/messages.ts';

const IN_FLIGHT = 48;
const KILLS = 3;

let intake: IntakeProcess;
beforeAll(async () => {
  intake = await startIntakeProcess();
  await eventually(() => report(randomUUID()));
});
afterAll(() => intake.stop());

test(
  'kill -9 under load loses nothing that was answered and leaves nothing incomplete',
  { timeout: 120_000, retry: 0 },
  async () => {
    /** Every request that was sent, and the incident in its answer if there was one. */
    const recorder = new Map<string, string | undefined>();
    const load = { stopped: false };
    const callers = Array.from({ length: IN_FLIGHT }, () => callWhile(load, recorder));
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const answeredBefore = answered(recorder).length;
      await eventually(() => expect(answered(recorder).length).toBeGreaterThan(answeredBefore + 300), {
        within: 30_000,
      });
      await intake.process.kill();
      const { incidents } = await nothingByHalves();
      for (const incidentId of answered(recorder)) expect(incidents).toContain(incidentId);
      await intake.process.restart();
    }
    load.stopped = true;
    await Promise.all(callers);

    const unknown = [...recorder].filter(([, incidentId]) => incidentId === undefined).map(([requestId]) => requestId);
    expect(unknown.length).toBeGreaterThan(0);
    await retryAll(unknown, recorder);
    // The answer to a repeat is the first answer.
    const [[requestId, incidentId] = ['', '']] = recorder;
    expect(await report(requestId)).toBe(incidentId);
    const { incidents } = await nothingByHalves();
    expect(incidents.size).toBe(recorder.size + 1);
    for (const each of answered(recorder)) expect(incidents).toContain(each);
  },
);

function answered(recorder: ReadonlyMap<string, string | undefined>): string[] {
  return [...recorder.values()].filter((incidentId) => incidentId !== undefined);
}

async function callWhile(load: { stopped: boolean }, recorder: Map<string, string | undefined>): Promise<void> {
  while (!load.stopped) {
    const requestId = randomUUID();
    recorder.set(requestId, undefined);
    const incidentId = await report(requestId).catch(() => undefined);
    recorder.set(requestId, incidentId);
    if (incidentId === undefined) await sleep(100);
  }
}

/** As many concurrently as there were callers: there may be thousands. */
async function retryAll(requestIds: readonly string[], recorder: Map<string, string | undefined>): Promise<void> {
  const waiting = requestIds.values();
  const retry = async (): Promise<void> => {
    for (const requestId of waiting) recorder.set(requestId, await eventually(() => report(requestId)));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, retry));
}

async function report(requestId: string): Promise<string> {
  const request = { requestId, report: fire() };
  const { client } = intake;
  return (await callUnary('Report', client.reportIncident.bind(client), request, 5_000)).incidentId;
}

/** Each incident has one event, one stored answer and one audit entry, and none of them exists without it. */
async function nothingByHalves(): Promise<{ incidents: ReadonlySet<string> }> {
  const [incidents, events, answers, entries] = await Promise.all([
    intake.sql('select incident_id from incident'),
    intake.sql('select position::int, body from ledger_event order by position'),
    intake.sql('select response from request_record'),
    intake.sql(`select subject_ids[1] as id from audit_entry where kind = 'write'`),
  ]);
  const ids = incidents.map((row) => String(row['incident_id']));
  const ofEvents = events.map((row) => IncidentReported.decode(row['body'] as Buffer).incidentId);
  const ofAnswers = answers.map((row) => ReportIncidentResponse.decode(row['response'] as Buffer).incidentId);
  expect(ofEvents.toSorted()).toEqual(ids.toSorted());
  expect(ofAnswers.toSorted()).toEqual(ids.toSorted());
  expect(entries.map((row) => row['id']).toSorted()).toEqual(ids.toSorted());
  expect(events.map((row) => row['position'])).toEqual(events.map((_, index) => index + 1));
  return { incidents: new Set(ids) };
}
