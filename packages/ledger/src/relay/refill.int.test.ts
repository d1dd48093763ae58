import { rows } from '@safe-community/database';
import { ensureStream, LOCAL_STREAM_POLICY, Publisher } from '@safe-community/events';
import { eventually, startTestNats } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { publishEvent } from './publish-event.ts';
import { headOf, readEvents } from '../outbox/stored-event.ts';
import { connectTo, ids, markOf, openLedger, positionsInStream, relayOf, report } from '../../test/ground.ts';

/** A stream that has just these of twenty events, while the mark says that twelve are published. */
async function streamOf(...positions: readonly number[]) {
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  const [nc, ledger] = await Promise.all([connectTo(nats), openLedger()]);
  await eventually(() => ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY));
  await report(ledger, ...ids('i', 20));
  const em = ledger.database.em.fork();
  await rows(em, 'update ledger_mark set position = 12');
  const { epoch } = await headOf(em, 0);
  const events = await readEvents(em, { producer: 'incidents', epoch, partition: 0, from: 1n }, 20);
  const publisher = new Publisher(nc);
  for (const position of positions) {
    const event = events[position - 1];
    if (event !== undefined) await publishEvent(publisher, event);
  }
  publisher.close();
  return { nc, ledger };
}

const all = Array.from({ length: 20 }, (_, index) => index + 1);

it.each([
  ['an old copy with later in-flight events', [1, 2, 3, 13, 14]],
  ['an empty stream with in-flight events only', [13, 14, 15]],
  ['a stream that lost some in-flight events', [...all.slice(0, 12), 15, 16]],
  ['a stream with published events that are not marked', all.slice(0, 14)],
])('refills %s', async (_, positions) => {
  const { nc, ledger } = await streamOf(...positions);
  relayOf(ledger, nc);
  await eventually(async () => expect(await markOf(ledger)).toBe(20));
  const there = await positionsInStream(nc);
  expect(there.toSorted((a, b) => a - b)).toEqual(all);
});
