import { rows } from '@safe-community/database';
import { eventually, startTestNats, type ServiceProcess, type TestNats } from '@safe-community/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  connectTo,
  ids,
  incident,
  markOf,
  openLedger,
  positionsInStream,
  relayOf,
  report,
  type Ledger,
} from '../test/ground.ts';
import { countedBy } from '../test/consumers.ts';
import { startCounting, startProgram, startReporting } from '../test/service-programs.ts';

// Processes start slowly on a busy machine.
const SLOW = { within: 30_000 };
vi.setConfig({ testTimeout: 120_000 });

let nats: TestNats;
let producer: Ledger;
let listener: Ledger;

beforeEach(async () => {
  [nats, producer, listener] = await Promise.all([
    startTestNats(),
    openLedger({ isSpoilt: true }),
    openLedger({ isSpoilt: true }),
  ]);
});

afterEach(() => nats.stop());

function acknowledged(service: ServiceProcess): string[] {
  return [...service.output().matchAll(/^acknowledged (\S+)$/gm)].map(([, id]) => id ?? '');
}

/** Makes each change of a table take forever, so that the process that makes one can be killed in the middle of it. */
async function hold(ledger: Ledger, table: string): Promise<{ release(): Promise<void> }> {
  const em = ledger.admin.em.fork();
  await rows(
    em,
    `create function hold() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$`,
  );
  await rows(em, `create trigger hold before insert or update on ${table} for each row execute function hold()`);
  return {
    release: async () => {
      await rows(
        em,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and wait_event = 'PgSleep'`,
      );
      await rows(em, `drop trigger hold on ${table}`);
    },
  };
}

/** Whether such a change is in progress. */
async function isHeld(ledger: Ledger): Promise<void> {
  const held = await rows(
    ledger.admin.em.fork(),
    `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
  );
  expect(held).toHaveLength(1);
}

it('a paused relay loses its lease and does no harm when it resumes', async () => {
  const nc = await connectTo(nats);
  const reporting = await startReporting(nats, producer, 1);
  await eventually(async () => expect(await markOf(producer)).toBe(1), SLOW);
  process.kill(reporting.pid, 'SIGSTOP');
  relayOf(producer, nc);
  await report(producer, ...ids('meanwhile', 3));
  await eventually(async () => expect(await markOf(producer)).toBe(4), SLOW);
  process.kill(reporting.pid, 'SIGCONT');
  await report(producer, ...ids('later', 2));
  await eventually(async () => expect(await markOf(producer)).toBe(6), SLOW);
  expect(await positionsInStream(nc)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('kill -9 in the middle of a pruning batch leaves no gaps, and the next run continues', { retry: 0 }, async () => {
  const events = ids('i', 5_000).map(incident);
  await producer.unitOfWork.record(async () => ({ result: undefined, events }));
  const em = producer.admin.em.fork();
  await rows(em, 'update ledger_mark set position = 5000');
  await rows(em, `update ledger_event set recorded_at = now() - interval '8 days' where position <= 4900`);
  const pruning = await startProgram('pruning-service', nats, {
    DATABASE_URL: producer.url,
    CRASH_POINT: 'prune.before-commit:2',
    ALLOW_CRASH_POINTS: 'yes',
  });
  await eventually(() => expect(isAlive(pruning.pid)).toBe(false), SLOW);
  const found = await rows<Record<string, number>>(
    em,
    `select min(position)::int as first, max(position)::int as last, count(*)::int as kept,
       (select position + 1 from ledger_pruned)::int as told from ledger_event`,
  );
  expect(found).toEqual([{ first: 2_001, last: 5_000, kept: 3_000, told: 2_001 }]);

  await pruning.restart({ CRASH_POINT: '' });
  await eventually(() => expect(pruning.output()).toContain('pruned 2900'), SLOW);
  expect(await rows(em, 'select min(position)::int as first from ledger_event')).toEqual([{ first: 4_901 }]);
});

/** Not yet dead, or dead and not yet reaped by its parent. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('kill -9', { retry: 0 }, () => {
  it('between publishing and marking: the event is published again and counted once', async () => {
    const nc = await connectTo(nats);
    const held = await hold(producer, 'ledger_mark');
    const reporting = await startReporting(nats, producer, 1);
    await eventually(() => isHeld(producer), SLOW);
    expect(await positionsInStream(nc)).toEqual([1]);
    await reporting.kill();
    await held.release();
    expect(await markOf(producer)).toBe(0);

    await startCounting(nats, { producer, listener });
    await reporting.restart({ REPORTS: '0' });
    await eventually(async () => expect(await markOf(producer)).toBe(1), SLOW);
    await eventually(async () => expect(await countedBy(listener)).toEqual(acknowledged(reporting)), SLOW);
  });

  it('between effect and commit: the event is delivered again and counted once', async () => {
    const held = await hold(listener, 'counted');
    const [reporting, counting] = await Promise.all([
      startReporting(nats, producer, 1),
      startCounting(nats, { producer, listener }),
    ]);
    await eventually(() => isHeld(listener), SLOW);
    await counting.kill();
    await held.release();
    expect(await countedBy(listener)).toEqual([]);

    await counting.restart();
    await eventually(async () => expect(await countedBy(listener)).toEqual(acknowledged(reporting)), SLOW);
  });

  it('right after the commit: the event is not counted again', async () => {
    const [reporting, counting] = await Promise.all([
      startReporting(nats, producer, 3),
      startCounting(nats, { producer, listener }, { HANG_AFTER_COMMIT: 'yes' }),
    ]);
    await eventually(() => expect(counting.output()).toContain('committed'), SLOW);
    await counting.kill();
    expect((await countedBy(listener)).length).toBeGreaterThan(0);

    await counting.restart({ HANG_AFTER_COMMIT: 'no' });
    await eventually(() => expect(acknowledged(reporting)).toHaveLength(3), SLOW);
    await eventually(
      async () => expect((await countedBy(listener)).toSorted()).toEqual(acknowledged(reporting).toSorted()),
      SLOW,
    );
    await report(producer, 'later');
    await eventually(async () => expect(await countedBy(listener)).toContain('later'), SLOW);
    expect(await countedBy(listener)).toHaveLength(4);
  });

  it('of all processes repeatedly, with one broker wipe: every acknowledged report is counted once', async () => {
    const [reporting, counting] = await Promise.all([
      startReporting(nats, producer, 10_000),
      startCounting(nats, { producer, listener }),
    ]);
    for (let round = 0; round < 6; round += 1) {
      const before = acknowledged(reporting).length;
      await eventually(() => expect(acknowledged(reporting).length).toBeGreaterThan(before + 15), SLOW);
      const victims = [reporting, counting, nats];
      const victim = victims[round % 3];
      if (round === 2) await nats.wipe();
      else {
        await victim?.kill();
        await victim?.restart();
      }
    }
    await reporting.kill();
    await reporting.restart({ REPORTS: '0' });
    await eventually(async () => {
      const [head] = await rows<{ position: string }>(producer.database.em.fork(), 'select position from ledger_head');
      expect(await countedBy(listener)).toHaveLength(Number(head?.position));
    }, SLOW);
    const counted = await countedBy(listener);
    expect(new Set(counted).size).toBe(counted.length);
    expect(acknowledged(reporting).length).toBeGreaterThan(90);
    expect(acknowledged(reporting).filter((id) => !counted.includes(id))).toEqual([]);
  });
});
