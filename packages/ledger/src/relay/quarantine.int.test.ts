import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { rows } from '@safe-community/database';
import { ensureStream, LOCAL_STREAM_POLICY, type NewEvent } from '@safe-community/events';
import { eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGauges } from '../../test/gauges.ts';
import {
  capturedLog,
  connectTo,
  incident,
  type Ledger,
  markOf,
  openLedger,
  positionsInStream,
  relayOf,
  report,
} from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { countedBy, deleteStream, forgetStream, listen, serveLedger, sourceAt } from '../../test/consumers.ts';
import { testKey } from '../../test/test-key.ts';

const MAX_PAYLOAD = 64 * 1024;
/** Its event is larger than the broker allows, and smaller than the ledger does. */
const BIG = `big-${'x'.repeat(100_000)}`;

let nats: TestNats;
let producer: Ledger;
let nc: NatsConnection;

beforeAll(async () => {
  nats = await startTestNats({ maxPayload: MAX_PAYLOAD });
});
afterAll(() => nats.stop());
beforeEach(async () => {
  producer = await openLedger();
  nc = await connectTo(nats);
  await eventually(() => forgetStream(nc));
});

async function commit(event: NewEvent): Promise<void> {
  const key = testKey('client', randomUUID(), 'Report', Buffer.from('x'));
  await written(producer.unitOfWork, key, async () => ({
    response: IncidentReported.decode(Buffer.alloc(0)),
    events: [event],
  }));
}

async function setAsideBy({ database }: Ledger): Promise<{ position: string; reason: string }[]> {
  return rows(database.em.fork(), 'select position, reason from ledger_set_aside order by position');
}

describe('an event that the broker rejects', () => {
  it('is quarantined with one error in the log and blocks nothing; consumers read it in order from the ledger', async () => {
    const gauge = await startGauges();
    await report(producer, 'a', BIG, 'b');
    const { logger, lines } = capturedLog();
    const relay = relayOf(producer, nc, logger);
    const listener = await openLedger();
    const source = sourceAt((await serveLedger(producer)).port);
    listen(listener, nc, { source });
    await eventually(async () => expect(await markOf(producer)).toBe(3));
    expect(await positionsInStream(nc)).toEqual([1, 3]);
    await eventually(async () => expect(await countedBy(listener)).toEqual(['a', BIG, 'b']));
    // At the end no later event shows the gap.
    await report(producer, BIG);
    await eventually(async () => expect(await countedBy(listener)).toEqual(['a', BIG, 'b', BIG]));
    expect(await setAsideBy(producer)).toEqual([
      { position: '2', reason: 'too-large' },
      { position: '4', reason: 'too-large' },
    ]);
    expect(await gauge('safe_community.ledger.set_aside')).toBe(2);
    // Another start retries it without success and without a log line.
    await relay.stop();
    relayOf(producer, nc, logger);
    await report(producer, 'c');
    await eventually(async () => expect(await markOf(producer)).toBe(5));
    const alarms = lines().filter(({ level }) => level === 'error');
    expect(alarms.map(({ message, position, cause }) => ({ message, position, cause }))).toEqual(
      [2, 4].map((position) => ({
        message: 'event cannot be published; quarantined',
        position,
        cause: 'too-large',
      })),
    );
    expect(JSON.stringify(lines())).not.toContain('xxxx');
  });

  it('may have an invalid subject, or one without a stream', async () => {
    const event = incident('bad');
    await report(producer, 'a');
    for (const subject of ['safecommunity.incidents.v1.with blank', 'elsewhere.incident', '']) {
      await commit({ ...event, subject });
    }
    await report(producer, 'b');
    relayOf(producer, nc);
    await eventually(async () => expect(await markOf(producer)).toBe(5));
    expect(await positionsInStream(nc)).toEqual([1, 5]);
    expect(await setAsideBy(producer)).toEqual(
      ['2', '3', '4'].map((position) => ({ position, reason: 'bad-subject' })),
    );
  });

  it('is quarantined by the stream limit as well, and released once a new stream has accepted it', async () => {
    const manager = await jetstreamManager(nc);
    await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
    const { config } = await manager.streams.info('INCIDENTS');
    await manager.streams.update('INCIDENTS', { ...config, max_msg_size: 10_000 });
    await report(producer, 'a', `mid-${'y'.repeat(20_000)}`, 'b');
    relayOf(producer, nc);
    await eventually(async () => expect(await markOf(producer)).toBe(3));
    expect(await setAsideBy(producer)).toEqual([{ position: '2', reason: 'too-large' }]);
    await deleteStream(nc);
    await report(producer, 'c');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual([1, 2, 3, 4]));
    await eventually(async () => expect(await setAsideBy(producer)).toEqual([]));
  });
});
