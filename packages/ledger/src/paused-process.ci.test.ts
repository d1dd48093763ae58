import { rows } from '@safe-community/database';
import { eventually, startTestNats, type ServiceProcess, type TestNats } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectTo, ids, openLedger, relayOf, report, type Ledger } from '../test/ground.ts';
import { countedBy, listen, serveLedger, sourceAt } from '../test/consumers.ts';
import { startCounting, startReporting } from '../test/service-programs.ts';

/** PostgreSQL ends a transaction that is idle for 5 s; the rest is for a busy machine. */
const TAKEN_OVER = { within: 60_000 };
const STARTED = { within: 60_000 };

let nats: TestNats;
let producer: Ledger;
let listener: Ledger;

beforeEach(async () => {
  [nats, producer, listener] = await Promise.all([
    startTestNats(),
    openLedger({ isSpoilt: true }),
    openLedger({ isSpoilt: true }),
  ]);
  return () => nats.stop();
});

describe('a process that is paused', { timeout: 120_000 }, () => {
  it('with the checkpoint locked delays another consumer for seconds, and counts nothing twice when resumed', async () => {
    const nc = await connectTo(nats);
    await slowDown(listener, 'counted');
    const reader = await startCounting(nats, { producer, listener });
    relayOf(producer, nc);
    await report(producer, ...ids('before', 3));
    await stopHalfWay(reader, listener);

    listen(listener, nc, { source: sourceAt((await serveLedger(producer)).port) });
    await report(producer, ...ids('meanwhile', 2));
    const all = [...ids('before', 3), ...ids('meanwhile', 2)];
    await eventually(async () => expect(await countedBy(listener)).toEqual(all), TAKEN_OVER);

    process.kill(reader.pid, 'SIGCONT');
    await report(producer, ...ids('later', 2));
    await eventually(async () => expect(await countedBy(listener)).toEqual([...all, ...ids('later', 2)]));
  });

  it('with the ledger head locked delays other writers for seconds, and leaves no gap', async () => {
    await slowDown(producer, 'ledger_event');
    const writer = await startReporting(nats, producer, 1);
    await stopHalfWay(writer, producer);

    await report(producer, ...ids('beside', 3));
    process.kill(writer.pid, 'SIGCONT');
    await writer.kill();
    const positions = await rows<{ position: string }>(
      producer.database.em.fork(),
      'select position from ledger_event order by position',
    );
    // The paused one may have committed after all when it was resumed.
    expect(positions.map(({ position }) => Number(position))).toEqual(positions.map((_, index) => index + 1));
    expect(positions.length).toBeGreaterThanOrEqual(3);
  });
});

/** Pauses a process in the middle of what `slowDown` slows: its transaction is open. */
async function stopHalfWay({ pid }: ServiceProcess, ledger: Ledger): Promise<void> {
  await eventually(async () => expect(await sessions(ledger, `wait_event = 'PgSleep'`)).toBe(1), STARTED);
  process.kill(pid, 'SIGSTOP');
  await eventually(async () => expect(await sessions(ledger, `state = 'idle in transaction'`)).toBe(1));
}

/** Makes the first insert into a table take two seconds: enough time to pause the process. */
async function slowDown({ admin }: Ledger, table: string): Promise<void> {
  const em = admin.em.fork();
  await rows(em, 'create sequence inserts');
  await rows(
    em,
    `create function dawdle() returns trigger language plpgsql security definer as $$
     begin if nextval('inserts') = 1 then perform pg_sleep(2); end if; return new; end $$`,
  );
  await rows(em, `create trigger dawdle before insert on ${table} for each row execute function dawdle()`);
}

async function sessions({ admin }: Ledger, condition: string): Promise<number> {
  const found = await rows(
    admin.em.fork(),
    `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
  );
  return found.length;
}
