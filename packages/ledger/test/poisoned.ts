import type { NatsConnection } from '@nats-io/transport-node';
import { prepared, rows } from '@safe-community/database';
import { incidentReported, type Envelope } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { expect } from 'vitest';
import { on, type EventHandler } from '../src/index.ts';
import { report, type Ledger } from './ground.ts';
import { committedBy, countIncidents, forgetStream, listen, publishJustSo } from './consumers.ts';

/** A service whose version has a bug, and its producer. */
export interface Poisoned {
  readonly producer: Ledger;
  readonly listener: Ledger;
  readonly nc: NatsConnection;
}

/** The handler after the fix. It still fails for incidents called "poison-still…". */
export const mended: EventHandler = on(incidentReported, (received) => {
  const fails = received.some(({ message }) => message.incidentId.startsWith('poison-still'));
  // After the effect, which must not stay.
  return [countIncidents(received), ...(fails ? [{ statement: FAIL, values: [] }] : [])];
});

const FAIL = prepared('select 1 / 0');

/** Commits these, changes them by `change`, and consumes them with the version that has the bug. */
export async function consume(
  { producer, listener, nc }: Poisoned,
  incidents: readonly string[],
  change = (event: Envelope) => event,
): Promise<void> {
  await eventually(() => forgetStream(nc));
  await report(producer, ...incidents);
  await publishJustSo(nc, (await committedBy(producer)).map(change));
  const consumer = listen(listener, nc);
  await eventually(async () => expect(await checkpointOf(listener)).toBe(incidents.length));
  await consumer.stop();
}

export async function checkpointOf({ database }: Ledger): Promise<number> {
  const [row] = await rows<{ position: string }>(database.em.fork(), 'select position from consumer_checkpoint');
  return Number(row?.position);
}
