import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { rows } from '@safe-community/database';
import { eventually, startTestNats } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { connectTo, CREATED, ids, incident, markOf, openLedger, relayOf, type Ledger } from './ground.ts';
import { testKey } from './test-key.ts';

const BACKLOG = 3_000;
const CALLERS = 4;

/** Commits so many events at once. */
async function commit({ unitOfWork }: Ledger, count: number): Promise<void> {
  const key = testKey('client', randomUUID(), 'Report', Buffer.alloc(0));
  const events = ids(randomUUID(), count).map(incident);
  await unitOfWork.run(key, CREATED, async () => ({ response: IncidentReported.fromPartial({}), events }));
}

/** A ledger whose relay is far behind, and that writes down how many events it publishes at once. */
async function farBehind() {
  const ledger = await openLedger({ isSpoilt: true });
  const em = ledger.admin.em.fork();
  for (let left = BACKLOG; left > 0; left -= 500) await commit(ledger, 500);
  await rows(em, 'create table step (events bigint)');
  await rows(
    em,
    `create function note() returns trigger language plpgsql security definer as
       $$ begin insert into public.step values (new.position - old.position); return new; end $$`,
  );
  await rows(em, 'create trigger note after update on ledger_mark for each row execute function note()');
  const steps = async (): Promise<number[]> => {
    const found = await rows<{ events: string }>(ledger.admin.em.fork(), 'select events from step where events > 0');
    return found.map(({ events }) => Number(events));
  };
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  relayOf(ledger, await connectTo(nats));
  return { ledger, steps };
}

it('takes what waits in large steps when nobody commits', async () => {
  const { ledger, steps } = await farBehind();
  await eventually(async () => expect(await markOf(ledger)).toBe(BACKLOG));
  expect(Math.max(...(await steps()))).toBe(500);
  expect((await steps()).length).toBeLessThan(10);
});

it('takes it in small steps while calls commit', async () => {
  const { ledger, steps } = await farBehind();
  let committed = BACKLOG;
  const call = async (): Promise<void> => {
    while ((await markOf(ledger)) < BACKLOG) {
      await commit(ledger, 1);
      committed += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  await eventually(async () => expect(await markOf(ledger)).toBe(committed));
  // Others keep the machine busy: now and then nothing is committed while it publishes.
  expect((await steps()).filter((events) => events === 100).length).toBeGreaterThan(3);
});
