import { randomUUID } from 'node:crypto';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { toHeaders, type Envelope } from '@safe-community/events';
import fc from 'fast-check';
import { eventOf, knownDayOf, type Fact } from './random-history.ts';

/** How a broker delivers events: each of them one to five times, in any order. */
export interface Shuffling {
  readonly repeats: readonly number[];
  readonly seed: number;
}

export const shuffling: fc.Arbitrary<Shuffling> = fc.record({
  repeats: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
  seed: fc.integer(),
});

/** The events as the ledger of their service has them. */
export function ledgerOf(producer: string, facts: readonly Fact[]): Envelope[] {
  const epoch = randomUUID();
  return facts.map((fact, index) => ({
    ...eventOf(fact),
    producer,
    partition: 0,
    position: BigInt(index + 1),
    epoch,
    id: randomUUID(),
    recordedAt: new Date(`${knownDayOf(index)}T20:00:00Z`),
    isTest: fact.isTest,
    installation: 'demonstration' as const,
    traceparent: '',
  }));
}

export function shuffle(ledger: readonly Envelope[], { repeats, seed }: Shuffling): Envelope[] {
  const copies = ledger.flatMap((event, index) =>
    Array.from({ length: repeats[index % repeats.length] ?? 1 }, () => event),
  );
  const random = randomFrom(seed);
  const ranked = copies.map((event) => ({ event, rank: random() }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ event }) => event);
}

/** Publishes without message ids, so that the broker keeps every copy. */
export function publishCopies(nc: NatsConnection, events: readonly Envelope[]): void {
  for (const event of events) {
    const carried = headers();
    for (const [name, value] of Object.entries(toHeaders(event))) carried.set(name, value);
    nc.publish(event.subject, event.body, { headers: carried });
  }
}

/** Pseudo-random numbers from 0 to 1 (mulberry32): the same seed gives the same, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
