import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openTail } from '../src/outbound/ledger-tail.ts';

const FAULT = new Error('the database is away');

it('a ledger that cannot be read is no fault of a process in which nobody waits for it just then', async () => {
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
