import { randomUUID } from 'node:crypto';
import type { ClientWritableStream } from '@grpc/grpc-js';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { demoClientCredentials, eventually, startProxy, type Proxy, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { startImport, type Part } from '../../test/send-import.ts';

let intake: RunningIntake;
let system: string;
/** A caller behind a connection that can be cut. */
let farClient: IncidentIntakeServiceClient;
let line: Proxy;
beforeAll(async () => {
  intake = await runIntake();
  line = await startProxy(intake.port);
  farClient = new IncidentIntakeServiceClient(`localhost:${line.port}`, demoClientCredentials());
});
beforeEach(() => {
  system = `source-${randomUUID()}`;
});
afterAll(async () => {
  farClient.close();
  await line.close();
  await intake.stop();
});

test.each<[string, (call: ClientWritableStream<Part>) => void]>([
  ['the caller cancels', (call) => call.cancel()],
  ['the connection breaks', () => line.cut()],
])('when %s, the import fails, and a complete repeat adds the missing rows', async (_given, breakOff) => {
  const requestId = randomUUID();
  const { call, answer, send } = startImport(farClient);
  await send(wholeOf(requestId, 700));
  await eventually(async () => expect(await storedRows()).toBeGreaterThanOrEqual(256));
  breakOff(call);
  expect(['CANCELLED', 'UNAVAILABLE']).toContain((await refusalOf(answer)).code);
  // Enough time for a partial answer to be stored by mistake.
  const before = await settled(storedRows);
  expect(await answersKept(requestId)).toBe(0);
  expect(intake.log.filter((each) => each.includes('"level":"error"'))).toEqual([]);

  line.restore();
  expect(await intake.send(wholeOf(requestId, 1_000))).toMatchObject({
    added: 1_000 - before,
    alreadyKnown: before,
    refused: 0,
  });
  expect(await storedRows()).toBe(1_000);
  expect(await eventsOf()).toBe(1_000);
});

test('malformed bytes end the import, and its rows are known the next time', async () => {
  const requestId = randomUUID();
  const broken: Part[] = [...wholeOf(requestId, 600), Buffer.from('ffffff', 'hex'), row(601)];
  expect(await refusalOf(intake.send(broken))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    reason: 'MESSAGE_MALFORMED',
  });
  expect(await answersKept(requestId)).toBe(0);
  const before = await settled(storedRows);
  expect(await intake.send(wholeOf(requestId, 601))).toMatchObject({ added: 601 - before, alreadyKnown: before });
  expect(await eventsOf()).toBe(601);
});

test('two concurrent imports of the same rows add each row once', async () => {
  const parts = wholeOf(randomUUID(), 500);
  const answers = await Promise.all([intake.send(parts), intake.send(parts)]);
  // Which of them added a row is random; both get the answer of the one that ended first.
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ refused: 0 });
  expect(await storedRows()).toBe(500);
  expect(await eventsOf()).toBe(500);
});

function wholeOf(requestId: string, last: number): Part[] {
  return [header(requestId, system), ...Array.from({ length: last }, (_, index) => row(index + 1))];
}

async function storedRows(): Promise<number> {
  const [found] = await intake.sql('select count(*)::int as n from incident where source_system = $1', [system]);
  return Number(found?.['n']);
}

/** Events of all tests of this file except those of earlier sources: the ledger does not name a source. */
async function eventsOf(): Promise<number> {
  const [found] = await intake.sql(
    `select (select count(*) from ledger_event)::int
       - (select count(*) from incident where source_system <> $1)::int as n`,
    [system],
  );
  return Number(found?.['n']);
}

async function answersKept(requestId: string): Promise<number> {
  return (await intake.sql('select 1 from request_record where request_id = $1', [requestId])).length;
}

/** The value once it has not changed for a second, so that pending work is committed even on a busy machine. */
async function settled(read: () => Promise<number>): Promise<number> {
  const before = await read();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return (await read()) === before ? before : settled(read);
}
