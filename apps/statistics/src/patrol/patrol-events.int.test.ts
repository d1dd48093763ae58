import { randomUUID } from 'node:crypto';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, nowIn } from '../../test/calls.ts';
import { assigned, issued, listed, registered, returned, stateChanged } from '../../test/events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

let nats: TestNats;
let registry: RunningProducer;
let cameras: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  registry = await runProducer('officers', nats);
  cameras = await runProducer('cameras', nats);
  statistics = await runStatistics(nats, { officers: registry.address, cameras: cameras.address });
  // Before the first event of cameras, nothing is known of them.
  const first = await cameras.emit([issued(randomUUID(), randomUUID())]);
  await countedUpTo(statistics.client, 'cameras', first);
});
afterAll(async () => {
  await statistics.stop();
  await cameras.stop();
  await registry.stop();
  await nats.stop();
});

test('the strength follows registrations and changes of state, with events of other kinds between them', async () => {
  const [active, trainee] = [randomUUID(), randomUUID()];
  const patrol = { kind: OfficerKind.PATROL };
  const first = await registry.emit([
    registered(active),
    assigned(randomUUID()),
    registered(trainee, { state: OfficerState.TRAINING }),
    listed('UA01020030000065344'),
    stateChanged(active, { ...patrol, state: OfficerState.ON_LEAVE }),
  ]);
  expect(await strengthAt(first)).toBe(0);

  // The second batch: the reaction meets what the first one has stored.
  const second = await registry.emit([
    stateChanged(trainee, { ...patrol, state: OfficerState.ACTIVE }),
    assigned(randomUUID()),
    stateChanged(active, { ...patrol, state: OfficerState.ACTIVE }),
  ]);
  expect(await strengthAt(second)).toBe(2);

  // Events of tests move the checkpoint and count nowhere.
  const ofTest = await registry.emit(
    [registered(randomUUID()), stateChanged(active, { ...patrol, state: OfficerState.DISMISSED })],
    { isTest: true },
  );
  expect(await strengthAt(ofTest)).toBe(2);
});

test('an officer whose camera is returned is not equipped, until it is issued again', async () => {
  const officerId = randomUUID();
  await strengthAt(
    await registry.emit([registered(officerId, { kind: OfficerKind.PATROL, state: OfficerState.ACTIVE })]),
  );
  const [first, second] = [randomUUID(), randomUUID()];
  expect(await equippedAt(await cameras.emit([issued(officerId, first), returned(first)]))).toBe(0);
  expect(await equippedAt(await cameras.emit([issued(officerId, first)]))).toBe(1);
  const last = await cameras.emit([
    returned(first),
    issued(officerId, second),
    returned(second),
    issued(officerId, first),
  ]);
  expect(await equippedAt(last)).toBe(1);
  expect(await equippedAt(await cameras.emit([returned(first)]))).toBe(0);
});

async function equippedAt(position: bigint): Promise<number | undefined> {
  return nowIn((await countedUpTo(statistics.client, 'cameras', position)).card).equipped;
}

/** The officers on duty strength once the events up to this position are applied. */
async function strengthAt(position: bigint): Promise<number | undefined> {
  const { card } = await countedUpTo(statistics.client, 'officers', position);
  return nowIn(card).strength;
}
