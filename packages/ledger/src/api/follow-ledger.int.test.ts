import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { followLedger, ledgerHead, type Followed } from '../index.ts';
import { committedBy } from '../../test/consumers.ts';
import { ids, incident, openLedger, prune, report, type Ledger } from '../../test/ground.ts';

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openLedger();
});

/** Reads in the background until the end of the test: the events so far, and how it ended. */
function following(followed: Followed, { isWoken = true } = {}) {
  const [leaving, draining] = [new AbortController(), new AbortController()];
  const positions: number[] = [];
  const end = { signal: leaving.signal, draining: draining.signal };
  const read = async (): Promise<void> => {
    const wakeup = isWoken ? ledger.wakeup : undefined;
    for await (const { position } of followLedger(ledger.database, 'incidents', followed, end, wakeup)) {
      positions.push(Number(position));
    }
  };
  const ended = read();
  ended.catch(() => undefined);
  onTestFinished(async () => {
    leaving.abort();
    await ended.catch(() => undefined);
  });
  return { positions, ended, leaving, draining };
}

async function fill(count: number): Promise<void> {
  await ledger.unitOfWork.record(async () => ({ result: undefined, events: ids('i', count).map(incident) }));
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

async function took(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('followLedger', () => {
  it('returns the stored events completely, over many pages, and ends at the head', async () => {
    await fill(1_203);
    const { positions, ended } = following({ from: 1n, follow: false });
    await ended;
    expect(positions).toEqual(upTo(1_203));
    const { signal } = new AbortController();
    const range = { from: 2n, to: 3n, follow: false };
    const events: Envelope[] = [];
    for await (const event of followLedger(ledger.database, 'incidents', range, { signal, draining: signal })) {
      events.push(event);
    }
    expect(events).toEqual((await committedBy(ledger)).slice(1, 3));
  });

  it('is woken by commits of its own process, much sooner than by its poll', async () => {
    const { positions } = following({ from: 1n, follow: true });
    await sleep(50);
    const delays: number[] = [];
    for (let count = 1; count <= 20; count += 1) {
      await report(ledger, `i-${count}`);
      delays.push(await took(eventually(() => expect(positions).toEqual(upTo(count)), { every: 2 })));
    }
    expect(delays.toSorted((a, b) => a - b)[10]).toBeLessThan(90);
  });

  it('misses no event committed while it reads or waits, by its own or another process', async () => {
    const woken = following({ from: 1n, follow: true });
    const polling = following({ from: 1n, follow: true }, { isWoken: false });
    await Promise.all(ids('i', 60).map((id) => report(ledger, id)));
    for (const { positions } of [woken, polling]) await eventually(() => expect(positions).toEqual(upTo(60)));
  });

  it('does not query the database for each of very many commits', async () => {
    following({ from: 1_000_000n, follow: true });
    await sleep(50);
    const before = await looks();
    const until = performance.now() + 1_000;
    while (performance.now() < until) {
      ledger.wakeup.committed();
      await sleep(1);
    }
    expect((await looks()) - before).toBeLessThan(70);
  });

  it('waits again after a commit', async () => {
    const { positions } = following({ from: 1n, follow: true });
    await report(ledger, 'i');
    await eventually(() => expect(positions).toEqual([1]));
    const before = await looks();
    await sleep(600);
    expect((await looks()) - before).toBeLessThan(8);
  });

  it('starts with later events when the start is beyond the head', async () => {
    await fill(2);
    const { positions, ended } = following({ from: 4n, to: 5n, follow: true });
    await fill(3);
    await ended;
    expect(positions).toEqual([4, 5]);
  });

  it('ends at once and without an error when the reader cancels', async () => {
    const { ended, leaving } = following({ from: 1n, follow: true }, { isWoken: false });
    await sleep(60);
    leaving.abort();
    expect(await took(ended)).toBeLessThan(1_000);
  });

  it('is UNAVAILABLE at once when the server stops, after all stored events', async () => {
    await fill(600);
    const { ended, draining, positions } = following({ from: 1n, follow: true }, { isWoken: false });
    await eventually(() => expect(positions).toHaveLength(600));
    draining.abort();
    expect(await took(ended.catch(() => undefined))).toBeLessThan(1_000);
    await expect(ended).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is OUT_OF_RANGE for events that are no longer kept', async () => {
    await fill(6);
    await prune(ledger, 3);
    const { ended } = following({ from: 3n, follow: true });
    await expect(ended).rejects.toMatchObject({ kind: 'out-of-range', reason: 'POSITION_FORGOTTEN' });
  });

  it('is OUT_OF_RANGE for a reader slower than the pruning: it never skips events', async () => {
    await fill(1_203);
    const { signal } = new AbortController();
    const all = { from: 1n, follow: false };
    const positions: bigint[] = [];
    const reading = async (): Promise<void> => {
      for await (const { position } of followLedger(ledger.database, 'incidents', all, { signal, draining: signal })) {
        if (position === 1n) await prune(ledger, 900);
        positions.push(position);
      }
    };
    await expect(reading()).rejects.toMatchObject({ kind: 'out-of-range', metadata: { first_position: '901' } });
    expect(positions.at(-1)).toBe(500n);
  });

  it('removes its listener when its reader stops in the middle', async () => {
    let listening = 0;
    const wakeup = {
      ...ledger.wakeup,
      onCommitted: (listener: () => void) => {
        listening += 1;
        const forget = ledger.wakeup.onCommitted(listener);
        return () => {
          listening -= 1;
          forget();
        };
      },
    };
    await fill(2);
    const { signal } = new AbortController();
    const end = { signal, draining: signal };
    for await (const { position } of followLedger(
      ledger.database,
      'incidents',
      { from: 1n, follow: true },
      end,
      wakeup,
    )) {
      expect([listening, position]).toEqual([1, 1n]);
      break;
    }
    expect(listening).toBe(0);
  });
});

describe('ledgerHead', () => {
  it('returns the head of the ledger, also within a transaction', async () => {
    await fill(3);
    const [epoch] = await rows<{ epoch: string }>(ledger.database.em.fork(), 'select epoch from ledger_epoch');
    expect(await ledger.database.em.fork().transactional(ledgerHead)).toEqual({
      epoch: epoch?.epoch,
      head: 3n,
      published: 0n,
      first: 1n,
      forked: false,
    });
  });
});

/** The number of ledger reads, as counted by its index. */
async function looks(): Promise<number> {
  const telling = Array.from({ length: 10 }, () =>
    rows(ledger.database.em.fork(), 'select pg_stat_force_next_flush(), pg_sleep(0.05)'),
  );
  await Promise.all(telling);
  const [found] = await rows<{ count: string }>(
    ledger.database.em.fork(),
    `select coalesce(idx_scan, 0) + seq_scan as count from pg_stat_user_tables where relname = 'ledger_event'`,
  );
  return Number(found?.count);
}
