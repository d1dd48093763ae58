import { setImmediate } from 'node:timers/promises';
import type { Envelope } from '@safe-community/events';
import { expect, it } from 'vitest';
import { openTail } from './ledger-tail.ts';

const FAULT = new Error('the database does not answer');

it('a failing ledger read causes no error while there is no waiting watch', async () => {
  const unheard: unknown[] = [];
  const listen = (error: unknown): void => void unheard.push(error);
  process.on('unhandledRejection', listen);
  try {
    const tail = openTail(7n, async function* () {
      yield* [];
      throw FAULT;
    });
    await setImmediate();
    await setImmediate();
    expect(unheard).toEqual([]);
    await expect(tail.changed(new AbortController().signal)).rejects.toBe(FAULT);
  } finally {
    process.off('unhandledRejection', listen);
  }
});

/** This many events after a position, and then none. */
async function* eventsAfter(position: bigint, count: number): AsyncGenerator<Envelope> {
  for (let one = 1n; one <= count; one += 1n) yield { position: position + one } as Envelope;
  await new Promise(() => undefined);
}

it('keeps a few thousand events for slow watches, and no more over time', async () => {
  const tail = openTail(10n, (from) => eventsAfter(from - 1n, 20_000));
  const end = new AbortController();
  while (tail.next <= 20_010n) await tail.changed(end.signal);
  expect(tail.next).toBe(20_011n);
  const kept = Number(tail.next - tail.oldest);
  expect(kept).toBeGreaterThanOrEqual(4_096);
  expect(kept).toBeLessThan(8_192);
  expect(tail.from(tail.oldest, 2).map(({ position }) => position)).toEqual([tail.oldest, tail.oldest + 1n]);
  expect(tail.from(tail.next - 1n, 500).map(({ position }) => position)).toEqual([20_010n]);
  expect(tail.from(tail.next, 500)).toEqual([]);
  tail.stop();
});
