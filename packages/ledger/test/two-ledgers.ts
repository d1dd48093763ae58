import type { NatsConnection } from '@nats-io/transport-node';
import { eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { connectTo, openLedger, type Ledger } from './ground.ts';
import { countedBy, forgetStream } from './consumers.ts';

export let nats: TestNats;
/** The producer and the consumer of the events; new ones for each test. */
export let producer: Ledger;
export let listener: Ledger;
export let nc: NatsConnection;

/** Gives the tests of a file a broker, and each of them two empty services. */
export function useTwoLedgers(): void {
  beforeAll(async () => {
    nats = await startTestNats();
  });

  afterAll(() => nats.stop());

  beforeEach(async () => {
    [producer, listener] = await Promise.all([openLedger(), openLedger()]);
    nc = await connectTo(nats);
    // Here, and not after the test: the relay of the last one would have refilled it.
    await eventually(() => forgetStream(nc));
  });
}

/** Each exactly once and in the order of the ledger. */
export async function expectCounted(expected: readonly string[], { by = listener } = {}): Promise<void> {
  await eventually(async () => expect((await countedBy(by)).length).toBeGreaterThanOrEqual(expected.length));
  expect(await countedBy(by)).toEqual(expected);
}
