import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { rows } from '@safe-community/database';
import { eventually, startTestNats } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { connectTo, ids, incident, type Ledger, markOf, openLedger, relayOf, written } from '../../test/ground.ts';
import { testKey } from '../../test/test-key.ts';

const BACKLOG = 3_000;
/** The minimum duration of a batch here, so that a pause of the same length is measurable on a slow machine too. */
const BATCH_MS = 200;

/** Commits this many events at once. */
async function commit({ unitOfWork }: Ledger, count: number): Promise<void> {
  const key = testKey('client', randomUUID(), 'Report', Buffer.alloc(0));
  const events = ids(randomUUID(), count).map(incident);
  await written(unitOfWork, key, async () => ({ response: IncidentReported.fromPartial({}), events }));
}

interface Step {
  readonly events: number;
  /** Since the previous step. */
  readonly afterMs: number;
}

/** A ledger whose relay is far behind, and that records how many events it publishes at once, and when. */
async function farBehind() {
  const ledger = await openLedger({ isSpoilt: true });
  const em = ledger.admin.em.fork();
  for (let left = BACKLOG; left > 0; left -= 500) await commit(ledger, 500);
  await rows(em, 'create table step (events bigint, at timestamptz)');
  await rows(
    em,
    `create function note() returns trigger language plpgsql security definer as $$ begin
       perform pg_sleep(${BATCH_MS / 1_000});
       insert into public.step values (new.position - old.position, clock_timestamp());
       return new;
     end $$`,
  );
  await rows(em, 'create trigger note after update on ledger_mark for each row execute function note()');
  const steps = async (): Promise<Step[]> => {
    const found = await rows<{ events: string; after: string | null }>(
      ledger.admin.em.fork(),
      `select events, extract(epoch from at - lag(at) over (order by at)) * 1000 as after
         from step where events > 0 order by at`,
    );
    return found.map(({ events, after }) => ({ events: Number(events), afterMs: Number(after ?? 0) }));
  };
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  relayOf(ledger, await connectTo(nats));
  return { ledger, steps };
}

it('reads the backlog in large batches', async () => {
  const { ledger, steps } = await farBehind();
  await eventually(async () => expect(await markOf(ledger)).toBe(BACKLOG));
  // The mark moves after one batch or after several.
  for (const { events } of await steps()) expect(events % 500).toBe(0);
});

it('pauses for the duration of a batch while calls commit', async () => {
  const { ledger, steps } = await farBehind();
  let committed = BACKLOG;
  while ((await markOf(ledger)) < BACKLOG) {
    await commit(ledger, 1);
    committed += 1;
    await sleep(10);
  }
  await eventually(async () => expect(await markOf(ledger)).toBe(committed));
  // The first step has no predecessor, and before the last there is at most one batch left.
  const rested = (await steps()).filter(({ afterMs }) => afterMs >= 2 * BATCH_MS);
  expect(rested.length).toBeGreaterThanOrEqual(2);
});
