import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { rows } from '@safe-community/database';
import { heartbeatSubject } from '@safe-community/events';
import { eventually, startTestNats } from '@safe-community/testkit';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Wakeup } from '../index.ts';
import { connectTo, ids, incident, type Ledger, markOf, openLedger, relayOf } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { testKey } from '../../test/test-key.ts';

const BACKLOG = 3_000;

/** Commits this many events at once. */
async function commit({ unitOfWork }: Ledger, count: number): Promise<void> {
  const key = testKey('client', randomUUID(), 'Report', Buffer.alloc(0));
  const events = ids(randomUUID(), count).map(incident);
  await written(unitOfWork, key, async () => ({ response: IncidentReported.fromPartial({}), events }));
}

/** A ledger whose relay is far behind, and that records how many events it publishes at once. */
async function farBehind(wakeupOf: (wakeup: Wakeup) => Wakeup = (wakeup) => wakeup) {
  const ledger = await openLedger({ isSpoilt: true });
  const em = ledger.admin.em.fork();
  for (let left = BACKLOG; left > 0; left -= 500) await commit(ledger, 500);
  await rows(em, 'create table step (events int)');
  await rows(
    em,
    `create function note() returns trigger language plpgsql security definer as $$ begin
       insert into public.step values (new.position - old.position);
       return new;
     end $$`,
  );
  await rows(em, 'create trigger note after update on ledger_mark for each row execute function note()');
  const steps = async () =>
    (await rows<{ events: number }>(ledger.admin.em.fork(), 'select events from step where events > 0')).map(
      ({ events }) => events,
    );
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  const nc = await connectTo(nats);
  relayOf({ ...ledger, wakeup: wakeupOf(ledger.wakeup) }, nc);
  return { ledger, nc, steps };
}

it('reads the backlog in large batches', async () => {
  const { ledger, steps } = await farBehind();
  await eventually(async () => expect(await markOf(ledger)).toBe(BACKLOG));
  // The mark moves after one batch or after several.
  for (const events of await steps()) expect(events % 500).toBe(0);
});

it('pauses for the duration of a batch while calls commit', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let commits = 0;
  // During each batch a call commits, and more time passes than any test lasts. The first one has none to compare with.
  const busy = (wakeup: Wakeup): Wakeup => ({
    ...wakeup,
    get commits() {
      vi.advanceTimersByTime(2 ** 30);
      commits += 1;
      return commits;
    },
  });
  const { nc } = await farBehind(busy);
  const published = async () =>
    (await (await jetstreamManager(nc, { checkAPI: false })).streams.info('INCIDENTS')).state.messages;
  await vi.waitFor(async () => expect(await published()).toBe(1_000), { timeout: 60_000 });
  let beats = 0;
  // A relay that did not pause would be done by then.
  for await (const _ of nc.subscribe(heartbeatSubject('incidents'))) {
    beats += 1;
    if (beats === 2) break;
  }
  expect(await published()).toBe(1_000);
});
