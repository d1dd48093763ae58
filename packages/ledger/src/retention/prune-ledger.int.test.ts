import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from '@safe-community/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { ledgerHead, pruneLedger, type RetentionHold } from '../index.ts';
import { capturedLog, ids, incident, openLedger, report, type Ledger } from '../../test/ground.ts';
import { committedBy } from '../../test/consumers.ts';

const NOBODY: RetentionHold = { upTo: 2n ** 62n, consumer: '', reason: 'no-consumers' };

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openLedger();
});

/** Commits `count` published events at once that are `days` old. */
async function fill(count: number, days: number): Promise<void> {
  const events = ids('i', count).map(incident);
  await ledger.unitOfWork.record(async () => ({ result: undefined, events }));
  const { head } = await ledgerHead(ledger.database.em.fork());
  await sql('update ledger_mark set position = $1', [head]);
  await sql('update ledger_event set recorded_at = now() - make_interval(days => $1) where position > $2', [
    days,
    head - BigInt(count),
  ]);
}

async function sql(statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return rows(ledger.admin.em.fork(), statement, values);
}

async function kept(): Promise<number[]> {
  return (await committedBy(ledger)).map(({ position }) => Number(position));
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

function prune(holding: RetentionHold = NOBODY, logger = capturedLog().logger): Promise<number> {
  const options = { database: ledger.database, keptDays: 7, askConsumers: async () => holding, logger };
  return pruneLedger(options, new AbortController().signal);
}

describe('pruning', () => {
  it('deletes events past the retention period in batches, and returns the first one still kept', async () => {
    await fill(4_100, 8);
    await fill(50, 6);
    expect(await prune()).toBe(4_100);
    expect(await kept()).toEqual(range(4_101, 4_150));
    expect(await ledgerHead(ledger.database.em.fork())).toMatchObject({ first: 4_101n, head: 4_150n });
    expect(await prune()).toBe(0);
  });

  it('continues the position sequence after all events are gone', async () => {
    await fill(3, 8);
    expect(await prune()).toBe(3);
    await report(ledger, 'later');
    expect(await kept()).toEqual([4]);
  });

  it('keeps unpublished and unapplied events, and logs what blocks it', async () => {
    await fill(10, 8);
    await sql('update ledger_mark set position = 6');
    const { logger, lines } = capturedLog();
    expect(await prune({ upTo: 4n, consumer: 'statistics', reason: 'behind' }, logger)).toBe(4);
    expect(await kept()).toEqual(range(5, 10));
    const about = { level: 'warn', consumer: 'statistics', position: 4, cause: 'behind' };
    expect(lines()).toContainEqual(expect.objectContaining(about));
    expect(await prune()).toBe(2);
    expect(await kept()).toEqual(range(7, 10));
  });

  it('queries no consumer while nothing is due', async () => {
    await fill(3, 6);
    const options = {
      database: ledger.database,
      keptDays: 7,
      askConsumers: () => Promise.reject(new Error('asked')),
      logger: capturedLog().logger,
    };
    expect(await pruneLedger(options, new AbortController().signal)).toBe(0);
  });

  it('leaves no gap where a clock went back: it ends before the first recent event', async () => {
    await fill(3, 8);
    await fill(1, 6);
    await fill(3, 8);
    expect(await prune()).toBe(3);
    expect(await kept()).toEqual(range(4, 7));
  });

  it('runs on one of several replicas at a time, and repeats or skips nothing', async () => {
    await fill(6_000, 8);
    await fill(5, 1);
    const pruned = await Promise.all([prune(), prune(), prune()]);
    expect(pruned.reduce((all, one) => all + one, 0)).toBe(6_000);
    expect(await kept()).toEqual(range(6_001, 6_005));
  });

  it('deletes quarantined events with others of their age, and logs it', async () => {
    await fill(5, 8);
    await sql(`insert into ledger_set_aside values (0, 3, 'too-large'), (0, 5, 'too-large')`);
    await sql('update ledger_mark set position = 4');
    const { logger, lines } = capturedLog();
    await prune(NOBODY, logger);
    expect(await sql('select position from ledger_set_aside')).toEqual([{ position: '5' }]);
    expect(lines()).toContainEqual(expect.objectContaining({ level: 'warn', count: 1, position: 3 }));
  });

  it('stops between two batches on a stop of the service', async () => {
    await fill(8_000, 8);
    const stopping = new AbortController();
    const options = {
      database: ledger.database,
      keptDays: 7,
      askConsumers: async () => {
        stopping.abort();
        return NOBODY;
      },
      logger: capturedLog().logger,
    };
    expect(await pruneLedger(options, stopping.signal)).toBe(0);
    expect(await kept()).toHaveLength(8_000);
  });

  it('runs beside writers and readers, and no reader misses a kept event', async () => {
    await fill(10_000, 8);
    // So that there is a newest event even when the last batch of old ones is gone.
    await report(ledger, 'before');
    const writer = keepsWriting();
    const pruning = prune();
    try {
      for (let isOver = false; !isOver;) {
        const { head } = await ledgerHead(ledger.database.em.fork());
        const positions = await kept();
        expect(positions).toEqual(range(positions[0] ?? 0, positions.at(-1) ?? 0));
        expect(positions.at(-1)).toBeGreaterThanOrEqual(Number(head));
        isOver = (await Promise.race([pruning, sleep(1)])) !== undefined;
      }
    } finally {
      // Nothing may write or prune any more when the database is closed after a failed test.
      await Promise.allSettled([writer.stop(), pruning]);
    }
    expect(await pruning).toBe(10_000);
    expect(await kept()).toEqual(range(10_001, 10_001 + (await writer.stop())));
  });
});

/** Reports continuously until stopped, which resolves to the number of reports. */
function keepsWriting(): { stop(): Promise<number> } {
  let isOver = false;
  const writing = (async () => {
    let written = 0;
    for (; !isOver; written += 1) await report(ledger, `during-${written}`);
    return written;
  })();
  return {
    stop() {
      isOver = true;
      return writing;
    },
  };
}
