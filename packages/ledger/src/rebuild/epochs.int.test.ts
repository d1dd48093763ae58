import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from '@safe-community/database';
import { incidentReported } from '@safe-community/events';
import { eventually, refusalOf } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { EpochChanged } from '../consumer/consumer-errors.ts';
import { beginEpochOnce, on, readCheckpoint, type EventHandler } from '../index.ts';
import { settleEpoch } from '../consumer/settle-epoch.ts';
import { capturedLog, ids, markOf, positionsInStream, relayOf, report, rewind, silent } from '../../test/ground.ts';
import {
  deadLettersOf,
  committedBy,
  countedBy,
  countIncidents,
  forgetStream,
  listen,
  publishJustSo,
  sourceAt,
} from '../../test/consumers.ts';
import { operate, type Operated } from '../../test/operators.ts';
import { listener, nc, producer, useTwoLedgers } from '../../test/two-ledgers.ts';

const SLOW = { within: 30_000 };
const OTHER = '11111111-1111-4111-8111-111111111111';

/** The RPCs of the producer, and those of the consumer. */
let atProducer: Operated;
let atListener: Operated;

useTwoLedgers();
beforeEach(async () => {
  [atProducer, atListener] = await Promise.all([operate(producer, []), operate(listener, [])]);
});

/** The running consumer, with the producer's ledger as its source. Returns what it logs. */
function listening(handlers?: readonly EventHandler[]) {
  const { logger, lines } = capturedLog();
  listen(listener, nc, { source: sourceAt(atProducer.port), logger, ...(handlers && { handlers }) });
  return lines;
}

async function expectCounted(expected: readonly string[]): Promise<void> {
  await eventually(async () => expect(await countedBy(listener)).toEqual(expected), SLOW);
}

async function expectPublished(position: number): Promise<void> {
  await eventually(async () => expect(await markOf(producer)).toBe(position), SLOW);
}

/** Four events, all published and counted; then the database of the producer is restored to two of them. */
async function loseTheLastTwo(): Promise<void> {
  const relay = relayOf(producer, nc);
  await report(producer, 'a', 'b', 'lost-1', 'lost-2');
  await expectPublished(4);
  await expectCounted(['a', 'b', 'lost-1', 'lost-2']);
  await relay.stop();
  await rewind(producer, 2);
}

const errorsIn = (lines: readonly Record<string, unknown>[]) => lines.filter(({ level }) => level === 'error');

describe('a ledger that was restored without a new epoch', () => {
  it('publishes nothing that its stream would treat as a repeat, and logs that', async () => {
    listening();
    await loseTheLastTwo();
    await report(producer, 'c', 'd', 'e');
    const { logger, lines } = capturedLog();
    relayOf(producer, nc, logger);
    await eventually(async () => expect((await atProducer.ledgerState()).needsEpoch).toBe(true), SLOW);
    expect(errorsIn(lines())[0]).toMatchObject({
      message: 'relay halted: nothing is published until a new epoch begins',
    });
    expect(await positionsInStream(nc)).toEqual([1, 2, 3, 4]);
    expect(await markOf(producer)).toBe(2);
    expect(await countedBy(listener)).toEqual(['a', 'b', 'lost-1', 'lost-2']);
  });

  it('is detected by a consumer as well, when the stream is gone', async () => {
    const lines = listening();
    await loseTheLastTwo();
    await report(producer, 'c', 'd', 'e');
    await forgetStream(nc);
    relayOf(producer, nc);
    await eventually(() => expect(errorsIn(lines())).toHaveLength(1), SLOW);
    expect(errorsIn(lines())[0]).toMatchObject({ message: 'consumer halted: the ledger has a new epoch' });
    expect(await countedBy(listener)).toEqual(['a', 'b', 'lost-1', 'lost-2']);
  });
});

describe('a new epoch', () => {
  it('names the lost events and recreates the stream; a rebuild removes their effects from the consumer', async () => {
    const lines = listening();
    await loseTheLastTwo();
    relayOf(producer, nc);
    await eventually(async () => expect((await atProducer.ledgerState()).needsEpoch).toBe(true), SLOW);
    await report(producer, 'c', 'd', 'e');
    const begun = await atProducer.beginEpoch();
    expect(begun).toMatchObject({ headPosition: 5n });
    await expectPublished(5);
    expect(await positionsInStream(nc)).toEqual([1, 2, 3, 4, 5]);
    const { lostEvents } = await atProducer.lostEvents();
    expect(lostEvents.map(({ epoch, event }) => [epoch, event?.position])).toEqual([
      [begun.formerEpoch, 4n],
      [begun.formerEpoch, 3n],
    ]);
    const decoded = lostEvents.map(({ event }) => incidentReported.decode(event?.body ?? new Uint8Array()).incidentId);
    expect(decoded).toEqual(['lost-2', 'lost-1']);

    await eventually(() => expect(errorsIn(lines())).toHaveLength(1), SLOW);
    expect(await countedBy(listener)).toEqual(['a', 'b', 'lost-1', 'lost-2']);
    await atListener.rebuild({});
    await expectCounted(['a', 'b', 'c', 'd', 'e']);
    await report(producer, 'f');
    await expectCounted(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('is adopted automatically by a consumer that had applied none of the lost events', async () => {
    const relay = relayOf(producer, nc);
    const lines = listening();
    await report(producer, 'a', 'b');
    await expectCounted(['a', 'b']);
    await expectPublished(2);
    await relay.stop();
    const { epoch } = await atProducer.beginEpoch();
    relayOf(producer, nc);
    await report(producer, 'c');
    await expectCounted(['a', 'b', 'c']);
    expect(errorsIn(lines())).toEqual([]);
    expect((await atProducer.lostEvents()).lostEvents).toEqual([]);
    const { checkpoints } = await atListener.checkpoints();
    expect(checkpoints.find(({ producer: received }) => received === 'incidents')).toMatchObject({
      epoch,
      position: 3n,
    });
  });

  it('that begins while the relay is running is published from its beginning', async () => {
    relayOf(producer, nc);
    listening();
    await report(producer, 'a', 'b', 'c');
    await expectPublished(3);
    const { epoch } = await atProducer.beginEpoch();
    await expectPublished(3);
    await report(producer, 'd');
    await expectCounted(['a', 'b', 'c', 'd']);
    expect(await positionsInStream(nc)).toEqual([1, 2, 3, 4]);
    expect((await committedBy(producer))[0]?.epoch).toBe(epoch);
  });

  it('in a message has no effect on a consumer if the ledger does not have it', async () => {
    await report(producer, 'a', 'b', 'c');
    const [a, b, c] = await committedBy(producer);
    await publishJustSo(nc, [a!, b!, { ...c!, epoch: OTHER, id: OTHER }, c!]);
    const lines = listening();
    await expectCounted(['a', 'b', 'c']);
    expect(errorsIn(lines())).toEqual([]);
  });

  it('begins once for each request of an operator, with a reason', async () => {
    const requestId = crypto.randomUUID();
    const first = await atProducer.beginEpoch({ requestId });
    expect(await atProducer.beginEpoch({ requestId })).toEqual(first);
    expect((await refusalOf(atProducer.beginEpoch({ reason: ' ' }))).fields).toEqual(['reason']);
    const reader = await operate(producer, [], 'statistics');
    expect((await refusalOf(reader.beginEpoch())).code).toBe('PERMISSION_DENIED');
  });
});

describe('a checkpoint of another epoch', () => {
  const reader = { consumer: 'statistics', producer: 'incidents', partition: 0 };

  /** Settles a checkpoint at position 2 that has applied this event last. */
  async function settle(eventId: string): Promise<string> {
    await rows(
      listener.database.em.fork(),
      `insert into consumer_checkpoint (consumer, producer, partition, epoch, position, stream_created, stream_sequence, event_id)
       values ('statistics', 'incidents', 0, $1, 2, '', 0, $2)`,
      [OTHER, eventId],
    );
    const application = {
      database: listener.database,
      reader,
      installation: 'demonstration' as const,
      handlers: new Map(),
      logger: silent,
      remembered: undefined,
    };
    return settleEpoch(application, sourceAt(atProducer.port), new AbortController().signal);
  }

  it('is valid if the ledger has the same event at its position', async () => {
    await report(producer, 'a', 'b', 'c');
    const [, second] = await committedBy(producer);
    expect(await settle(second?.id ?? '')).toBe(second?.epoch);
    const { epoch, position } = await readCheckpoint(listener.database.em.fork(), reader);
    expect({ epoch, position }).toEqual({ epoch: second?.epoch, position: 2n });
  });

  it.each([1, 3])('is invalid if the ledger has another event there, or none: %i events', async (events) => {
    await report(producer, ...ids('i', events));
    await expect(settle(OTHER)).rejects.toBeInstanceOf(EpochChanged);
    expect(await readCheckpoint(listener.database.em.fork(), reader)).toMatchObject({ epoch: OTHER, position: 2n });
  });
});

it('a migration that runs again begins a new epoch once for each reason', async () => {
  await report(producer, 'a');
  const { epoch } = await atProducer.ledgerState();
  const decider = { caller: 'migrate', actingUser: '' };
  const begun = await beginEpochOnce(producer.database, decider, 'restored of Tuesday');
  expect(begun).toMatchObject({ formerEpoch: epoch, head: 1n });
  expect(await beginEpochOnce(producer.database, decider, 'restored of Tuesday')).toBeUndefined();
  expect((await atProducer.ledgerState()).epoch).toBe(begun?.epoch);
  expect(await beginEpochOnce(producer.database, decider, 'restored of Friday')).toBeDefined();
});

describe('a rebuild', () => {
  const handler = on(incidentReported, (received) => {
    if (received.some(({ message }) => message.incidentId.startsWith('poison'))) throw new TypeError('poison');
    return [countIncidents(received)];
  });

  it('is repeatable, and produces the same result while the producer continues', { timeout: 120_000 }, async () => {
    relayOf(producer, nc);
    listening();
    await report(producer, ...ids('before', 40));
    await expectCounted(ids('before', 40));
    const reporting = report(producer, ...ids('meanwhile', 20));
    await atListener.rebuild({});
    await atListener.rebuild({});
    await reporting;
    await expectCounted([...ids('before', 40), ...ids('meanwhile', 20)]);
    await eventually(async () => {
      const { checkpoints } = await atListener.checkpoints();
      expect(checkpoints.some(({ rebuildPending }) => rebuildPending)).toBe(false);
    }, SLOW);
    await expectCounted([...ids('before', 40), ...ids('meanwhile', 20)]);
  });

  it('keeps decisions on dead letters: discarded ones stay discarded, waiting ones are retried', async () => {
    relayOf(producer, nc);
    listening([handler]);
    await report(producer, 'a', 'poison-1', 'poison-2', 'b');
    await expectCounted(['a', 'b']);
    const before = await atListener.list();
    expect(before.deadLetters.map(({ letterId }) => letterId)).toEqual([1n, 2n]);
    await atListener.discard({ letterId: 1n, reason: 'a hoax' });
    await atListener.rebuild({});
    await eventually(async () => {
      const { deadLetters } = await atListener.list();
      expect(deadLetters.map(({ letterId, tries }) => [letterId, tries])).toEqual([
        [1n, 1],
        [2n, 2],
      ]);
    }, SLOW);
    await expectCounted(['a', 'b']);
  });

  it('isolates one failing event among hundreds in a few tries', { timeout: 120_000 }, async () => {
    let tries = 0;
    const counting = {
      ...handler,
      effects: (...received: Parameters<typeof handler.effects>) => (tries++, handler.effects(...received)),
    };
    relayOf(producer, nc);
    listening([counting]);
    const sound = ids('i', 300);
    await report(producer, ...sound.slice(0, 200), 'poison', ...sound.slice(200));
    // So many rows fill more than a page, which is no longer the order in which they came.
    const expectSound = (): Promise<void> =>
      eventually(async () => expect((await countedBy(listener)).toSorted()).toEqual(sound.toSorted()), SLOW);
    await expectSound();
    tries = 0;
    await atListener.rebuild({});
    await eventually(async () => expect((await atListener.list()).deadLetters[0]?.tries).toBe(2), SLOW);
    await expectSound();
    // Halved nine times, both halves are tried.
    expect(tries).toBeLessThan(20);
  });

  it('may wait for its producer longer than any other transaction', { timeout: 120_000 }, async () => {
    relayOf(producer, nc);
    const slow = sourceAt(atProducer.port);
    listen(listener, nc, { source: { ...slow, head: () => sleep(6_000).then(() => slow.head()) } });
    await report(producer, 'a', 'b');
    await expectCounted(['a', 'b']);
    await rows(listener.admin.em.fork(), 'delete from counted');
    await atListener.rebuild({});
    await eventually(async () => expect(await countedBy(listener)).toEqual(['a', 'b']), SLOW);
  });

  it('is rejected for an unknown producer, and without a reason', async () => {
    const refused = await refusalOf(atListener.rebuild({ producer: 'cameras', reason: '' }));
    expect(refused.message).toBe('producer must be one of incidents, officers; reason must not be empty');
    const reader = await operate(listener, [], 'statistics');
    expect((await refusalOf(reader.rebuild({}))).code).toBe('PERMISSION_DENIED');
  });
});
