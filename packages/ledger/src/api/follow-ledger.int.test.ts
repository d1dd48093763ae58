import { rows } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { followLedger, ledgerHead, type Followed } from '../index.ts';
import type { Pace } from './follow-ledger.ts';
import { committedBy } from '../../test/consumers.ts';
import {
  ids,
  incident,
  openLedger,
  openLedgerDatabase,
  prune,
  report,
  reportAtOnce,
  type Ledger,
} from '../../test/ground.ts';

/** The longest that a timer can wait: no test lasts as long. */
const NEVER_MS = 2 ** 31 - 1;
const ONLY_WOKEN: Pace = { shortestMs: 20, longestMs: NEVER_MS };

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openLedger();
});

/** Reads in the background until the end of the test: the events so far, how often it looked for them, and how it ended. */
function following(followed: Followed, { isWoken = true, pace }: { isWoken?: boolean; pace?: Pace } = {}) {
  const [leaving, draining] = [new AbortController(), new AbortController()];
  const positions: number[] = [];
  const database = openLedgerDatabase(ledger.url, 2);
  const forks = vi.spyOn(database.em, 'fork');
  const end = { signal: leaving.signal, draining: draining.signal };
  const read = async (): Promise<void> => {
    const wakeup = isWoken ? ledger.wakeup : undefined;
    for await (const { position } of followLedger(database, 'incidents', followed, end, wakeup, pace)) {
      positions.push(Number(position));
    }
  };
  const ended = read();
  ended.catch(() => undefined);
  onTestFinished(async () => {
    leaving.abort();
    await ended.catch(() => undefined);
    await database.close();
  });
  // The first one reads the head.
  const looks = () => forks.mock.calls.length - 1;
  return { positions, ended, leaving, draining, looks };
}

async function fill(count: number): Promise<void> {
  await ledger.unitOfWork.record(async () => ({ result: undefined, events: ids('i', count).map(incident) }));
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

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

  it('is woken by commits of its own process, without a poll', async () => {
    const { positions } = following({ from: 1n, follow: true }, { pace: ONLY_WOKEN });
    for (let count = 1; count <= 20; count += 1) {
      await report(ledger, `i-${count}`);
      await eventually(() => expect(positions).toEqual(upTo(count)));
    }
  });

  it('misses no event committed while it reads or waits, by its own or another process', async () => {
    const woken = following({ from: 1n, follow: true });
    const polling = following({ from: 1n, follow: true }, { isWoken: false });
    await reportAtOnce(ledger, ids('i', 60));
    for (const { positions } of [woken, polling]) await eventually(() => expect(positions).toEqual(upTo(60)));
  });

  it('does not query the database for each of very many commits', async () => {
    const pace = { shortestMs: NEVER_MS, longestMs: NEVER_MS };
    const { leaving, ended, looks } = following({ from: 1_000_000n, follow: true }, { pace });
    await eventually(() => expect(looks()).toBe(1));
    for (let count = 1; count <= 100; count += 1) {
      ledger.wakeup.committed();
      await rows(ledger.database.em.fork(), 'select 1');
    }
    leaving.abort();
    await ended;
    expect(looks()).toBe(1);
  });

  it('waits again after a commit', async () => {
    const pace = { shortestMs: 0, longestMs: NEVER_MS };
    const { positions, looks } = following({ from: 1n, follow: true }, { pace });
    for (let count = 1; count <= 10; count += 1) {
      await report(ledger, `i-${count}`);
      await eventually(() => expect(positions).toEqual(upTo(count)));
    }
    // One at the start, and one for each commit, or two if the first one came before the commit was known.
    expect(looks()).toBeLessThanOrEqual(1 + 2 * 10);
  });

  it('starts with later events when the start is beyond the head', async () => {
    await fill(2);
    const { positions, ended } = following({ from: 4n, to: 5n, follow: true });
    await fill(3);
    await ended;
    expect(positions).toEqual([4, 5]);
  });

  it('ends at once and without an error when the reader cancels', async () => {
    const { ended, leaving, looks } = following({ from: 1n, follow: true }, { isWoken: false, pace: ONLY_WOKEN });
    await eventually(() => expect(looks()).toBe(1));
    leaving.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('is UNAVAILABLE at once when the server stops, after all stored events', async () => {
    await fill(600);
    const { ended, draining, positions } = following({ from: 1n, follow: true }, { isWoken: false, pace: ONLY_WOKEN });
    await eventually(() => expect(positions).toHaveLength(600));
    draining.abort();
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
