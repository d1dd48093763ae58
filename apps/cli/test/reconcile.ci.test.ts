import { randomUUID } from 'node:crypto';
import {
  Casualties,
  IncidentCategory,
  IncidentReport,
  ReportChannel,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { addDays, kyivDay, partsOf } from '@safe-community/domain-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

const REPORTED = 'safecommunity.incidents.v1.incident-reported';

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem();
  connection = system.connect();
});
afterAll(async () => {
  connection.close();
  await system.stop();
});

async function report(killed = 0): Promise<string> {
  const plain = {
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: 'UA05020030000031457',
    attributes: [{ name: 'fire_object', value: 'dwelling' }],
    casualties: Casualties.fromPartial({ killed }),
  };
  const request = { requestId: randomUUID(), report: IncidentReport.fromPartial(plain) };
  // A service that has just restarted may be unreachable; repeating the request is idempotent.
  const within = { within: 30_000, every: 200 };
  return (await eventually(() => connection.incidents.reportIncident(request), within)).incidentId;
}

interface Reconciled {
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly counts?: { readonly incidents: string };
  readonly repaired?: readonly object[];
}

async function reconcile(...more: string[]): Promise<Reconciled & { exitCode: number }> {
  const { exitCode, stdout } = await system.hromada('reconcile', '--json', ...more);
  return { exitCode, ...(JSON.parse(stdout) as Reconciled) };
}

interface Listed {
  readonly service: string;
  readonly letterId: string;
  readonly failure: string;
}

async function list(...more: string[]): Promise<Listed[]> {
  return JSON.parse((await system.hromada('dead-letters', 'list', '--json', ...more)).stdout) as Listed[];
}

/** Queries the database: a command per attempt would take a second of processor time. */
async function expectWaiting(letters: number): Promise<void> {
  const waiting = `select from dead_letter where state = 'waiting'`;
  await eventually(async () => expect(await system.sql('statistics', waiting)).toHaveLength(letters), { every: 100 });
}

/** The incidents of the hromadas with most of them. */
async function loadOfRegistry(): Promise<object[]> {
  const { stdout } = await system.hromada('coverage', '--by', 'load', '--page-size', '3', '--json');
  const { hromadas } = JSON.parse(stdout) as { hromadas: { hromadaCode: string; load: { incidents?: string } }[] };
  const some = hromadas.filter(({ load }) => load.incidents !== undefined);
  return some.map(({ hromadaCode, load: { incidents } }) => ({ hromadaCode, incidents: BigInt(incidents ?? 0) }));
}

async function loadOfStatistics(): Promise<object[]> {
  const today = kyivDay(new Date());
  const [from, to] = [partsOf(addDays(today, -1)), partsOf(today)];
  const { hromadas } = await connection.statistics.listHromadaLoad({ from, to, oblastCode: '', asKnownOn: undefined });
  return hromadas.map(({ hromadaCode, incidents }) => ({ hromadaCode, incidents }));
}

test('everything is accounted for: exit code 0, and a readable table', { timeout: 120_000 }, async () => {
  for (let count = 0; count < 3; count += 1) await report(1);
  expect(await reconcile()).toMatchObject({ exitCode: 0, complete: true, missing: [], counts: { incidents: '3' } });
  await eventually(async () => expect(await loadOfRegistry()).toEqual(await loadOfStatistics()));
  const { exitCode, stdout } = await system.hromada('reconcile');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/incident-intake + +\d/);
  expect(stdout).toContain('statistics counts 3 incidents.');
  expect(stdout).toContain('Everything acknowledged is accounted for.');
});

test('dead letters are missing until they are redriven or discarded', { timeout: 90_000 }, async () => {
  await system.sql('statistics', 'alter table incident_count add constraint few check (killed < 4)');
  await report(5);
  await expectWaiting(1);
  expect(await list()).toHaveLength(1);
  const found = await reconcile();
  expect(found).toMatchObject({ exitCode: 1, missing: ['statistics: 1 dead letters of incidents are waiting'] });
  const [letter] = await list('--type', REPORTED);
  expect(letter).toMatchObject({
    service: 'statistics',
    letterId: '1',
    failure: expect.stringContaining('23514') as string,
  });
  const shown = await system.hromada('dead-letters', 'show', 'statistics', '1');
  expect(shown.stdout).toMatch(new RegExp(`^Event: +${REPORTED}$`, 'm'));
  const again = await system.hromada('dead-letters', 'redrive', 'statistics', '1');
  expect(again).toMatchObject({ exitCode: 1, stderr: '1 of 1 failed again and stay dead letters.\n' });
  await system.sql('statistics', 'alter table incident_count drop constraint few');
  const redriven = await system.hromada('dead-letters', 'redrive', 'statistics', '--type', REPORTED);
  expect(redriven).toMatchObject({ exitCode: 0, stdout: '1: applied\n' });
  expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: '4' } });
});

test('a discarded dead letter stays on record, and its event is not counted', { timeout: 120_000 }, async () => {
  await system.sql('statistics', 'alter table incident_count add constraint few check (killed < 9)');
  await report(7);
  await expectWaiting(1);
  expect(await list('statistics')).toHaveLength(1);
  await system.sql('statistics', 'alter table incident_count drop constraint few');
  const reason = 'обліковано за наказом 12';
  const { exitCode } = await system.hromada('dead-letters', 'discard', 'statistics', '2', '--reason', reason);
  expect(exitCode).toBe(0);
  expect(await list()).toEqual([]);
  expect(await list('--state', 'discarded')).toMatchObject([{ letterId: '2', decision: { reason, caller: 'client' } }]);
  expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: '4' } });
});

test('a count that differs from the events is named', { timeout: 120_000 }, async () => {
  await system.sql('statistics', 'update category_count set incidents = incidents + 1');
  expect(await reconcile()).toMatchObject({
    exitCode: 1,
    missing: ['statistics counts 5 incidents of Fire, the events add up to 4'],
  });
  expect((await reconcile('--no-counts')).exitCode).toBe(0);
  await system.sql('statistics', 'update category_count set incidents = incidents - 1');
  expect((await reconcile()).exitCode).toBe(0);
});

test(
  'a count of a day and territory that differs is named, with the events that count in it',
  { timeout: 120_000 },
  async () => {
    const hromada = `territory_code = 'UA05020030000031457'`;
    await system.sql('statistics', `update incident_count set incidents = incidents - 1 where ${hromada}`);
    const { exitCode, missing } = await reconcile();
    expect([exitCode, missing.length]).toEqual([1, 1]);
    expect(missing[0]).toMatch(
      /^\d{4}-\d\d-\d\d, Вінницька \(UA05020030000031457\), Fire: statistics counts 3 incidents, the events add up to 4 \(events (incident-reported [\da-f-]{36}(, )?){4}\)/,
    );
    await system.sql('statistics', `update incident_count set incidents = incidents + 1 where ${hromada}`);
    expect((await reconcile()).exitCode).toBe(0);
  },
);

test('unpublished events are named, awaited, and accounted for later', { timeout: 90_000 }, async () => {
  await system.nats.kill();
  await report();
  const away = await system.hromada('reconcile', '--within', '0');
  expect(away.exitCode).toBe(1);
  expect(away.stderr).toMatch(
    /Not everything is accounted for[^]*incident-intake: events \d+ to \d+ are not published/,
  );
  const waiting = reconcile('--within', '40');
  await system.nats.restart();
  expect(await waiting).toMatchObject({ exitCode: 0, counts: { incidents: '5' } });
});

test('a service that does not respond is named', { timeout: 90_000 }, async () => {
  await system.restart('camera-rollout', async () => {
    const { missing } = await reconcile('--within', '0');
    expect(missing).toEqual(['camera-rollout: does not respond']);
  });
  expect((await reconcile()).exitCode).toBe(0);
});

test('wrong counts are rebuilt from the events, every time it is requested', { timeout: 90_000 }, async () => {
  await system.sql('statistics', 'update category_count set incidents = incidents + 3, killed = 0');
  const statistics = { service: 'statistics', producer: 'incidents' };
  expect(await reconcile('--repair')).toMatchObject({
    exitCode: 0,
    counts: { incidents: '5' },
    repaired: [statistics],
  });
  expect(await reconcile('--repair')).toMatchObject({ exitCode: 0, counts: { incidents: '5' }, repaired: [] });
  const { exitCode } = await system.hromada('rebuild', 'statistics', 'officers', '--reason', 'a test');
  expect(exitCode).toBe(0);
  expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: '5' } });
});

/** Restarts intake with its database rolled back to a position. */
async function restoreIntake(position: bigint): Promise<void> {
  await system.restart('incident-intake', () =>
    system.sql(
      'incident-intake',
      `delete from ledger_event where position > ${position}`,
      `update ledger_head set position = ${position}`,
      `update ledger_mark set position = least(position, ${position})`,
    ),
  );
}

test(
  'a database older than its stream and its consumers is named, distinguished, and settled',
  { timeout: 180_000 },
  async () => {
    const { headPosition } = await connection.ledgers.incidents.getHead({ partition: 0 });
    await report(1);
    await report(2);
    expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: '7' } });
    await restoreIntake(headPosition);
    await report(4);
    const forked = 'incident-intake: its stream has events that its ledger does not have: begin a new epoch';
    await eventually(async () => expect((await reconcile('--within', '0')).missing).toContain(forked), { every: 500 });

    const begun = await system.hromada('ledger', 'new-epoch', 'incident-intake', '--reason', 'restored of Tuesday');
    expect(begun).toMatchObject({ exitCode: 0 });
    expect(begun.stdout).toMatch(/lost events; list them with: hromada ledger lost incident-intake/);
    const lost = JSON.parse((await system.hromada('ledger', 'lost', 'incident-intake', '--json')).stdout) as {
      readonly event: { readonly eventType: string };
    }[];
    expect(lost.filter(({ event }) => event.eventType === REPORTED)).toHaveLength(2);
    const named = await reconcile('--within', '0');
    expect(named.exitCode).toBe(1);
    const consumers = ['officer-registry', 'camera-rollout', 'statistics'];
    const ahead = 'applied events of incidents that its ledger does not have, up to';
    expect(named.missing).toEqual(consumers.map((name) => expect.stringContaining(`${name}: ${ahead}`) as string));

    expect(await reconcile('--repair')).toMatchObject({
      exitCode: 0,
      counts: { incidents: '6' },
      repaired: consumers.map((service) => ({ service, producer: 'incidents' })),
    });
    await report();
    expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: '7' } });
    // The registry also counts the event that was discarded at statistics.
    expect(await loadOfRegistry()).toMatchObject([{ incidents: 8n }]);
  },
);

test('works and repairs while reports arrive', { timeout: 120_000 }, async () => {
  let isOver = false;
  let taken = 0;
  const load = (async () => {
    for (; !isOver; taken += 1) await report();
  })();
  try {
    for (let count = 0; count < 3; count += 1) expect(await reconcile()).toMatchObject({ exitCode: 0, missing: [] });
    await system.sql('statistics', 'update category_count set incidents = incidents + 3');
    expect(await reconcile('--repair')).toMatchObject({
      exitCode: 0,
      repaired: [{ service: 'statistics', producer: 'incidents' }],
    });
  } finally {
    isOver = true;
    await load;
  }
  expect(taken).toBeGreaterThan(20);
  expect(await reconcile()).toMatchObject({ exitCode: 0, counts: { incidents: String(7 + taken) } });
});

test('an event that was not counted is named by type, day, place, and measure', { timeout: 90_000 }, async () => {
  const incidentId = await report();
  const reason = { incidentId, reason: 'помилковий виклик', expectedVersion: 0 };
  await connection.course.rejectIncident({ ...reason, test: false, requestId: randomUUID() });
  expect((await reconcile()).exitCode).toBe(0);
  const inHromada = `territory_code = 'UA05020030000031457' and measure = 'false_calls'`;
  await system.sql('statistics', `update event_count set value = value - 1 where ${inHromada}`);
  const { exitCode, missing } = await reconcile();
  expect([exitCode, missing.length]).toEqual([1, 1]);
  expect(missing[0]).toMatch(
    /^\d{4}-\d\d-\d\d, Вінницька \(UA05020030000031457\), Fire: statistics counts 0 of false_calls, the events add up to 1 \(events incident-withdrawn [\da-f-]{36}\)$/,
  );
  expect(await reconcile('--repair')).toMatchObject({ exitCode: 0, missing: [] });
  await connection.course.reopenIncident({ ...reason, requestId: randomUUID() });
  expect(await reconcile()).toMatchObject({ exitCode: 0, missing: [] });
});

test('an invalid service, dead letter, or reason is a usage error', async () => {
  for (const args of [
    ['list', 'operator'],
    ['show', 'statistics', '0'],
    ['redrive', 'statistics'],
    ['redrive', 'statistics', '1', '--type', REPORTED],
    ['discard', 'statistics', '1'],
    ['list', '--state', 'gone'],
  ]) {
    expect(await system.hromada('dead-letters', ...args)).toMatchObject({ exitCode: 2, stdout: '' });
  }
  expect(await system.hromada('dead-letters', 'show', 'statistics', '99')).toMatchObject({ exitCode: 1, stdout: '' });
});
