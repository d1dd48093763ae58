import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { rows } from '@safe-community/database';
import { decodeHeartbeat, ensureStream, heartbeatSubject, LOCAL_STREAM_POLICY } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerSource } from '../index.ts';
import { capturedLog, ids, markOf, relayOf, report, reportAtOnce } from '../../test/ground.ts';
import {
  deadLettersOf,
  committedBy,
  countedBy,
  deleteStream,
  listen,
  positionsCountedBy,
  publishJustSo,
  serveLedger,
  sourceAt,
} from '../../test/consumers.ts';
import { expectCounted, listener, nats, nc, producer, useTwoLedgers } from '../../test/two-ledgers.ts';

useTwoLedgers();

async function startSequences(): Promise<(number | undefined)[]> {
  const found = await (await jetstreamManager(nc)).consumers.list('INCIDENTS').next();
  return found.map(({ config }) => config.opt_start_seq);
}

describe('consumer', () => {
  it('applies each event once and in order, through a relay', async () => {
    relayOf(producer, nc);
    const consumer = listen(listener, nc);
    await reportAtOnce(producer, ids('i', 300));
    await eventually(async () => expect(await countedBy(listener)).toHaveLength(300));
    expect(await positionsCountedBy(listener)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(consumer.lag()).toBe(0n);
  });

  it('applies each event once, whatever the stream repeats, reorders and omits', async () => {
    const all = ids('i', 40);
    await report(producer, ...all);
    const committed = await committedBy(producer);
    const source = sourceAt((await serveLedger(producer)).port);
    const deliveries = fc.array(fc.nat(39), { minLength: 1, maxLength: 60 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(deliveries, async (order) => {
        run += 1;
        await rows(listener.admin.em.fork(), 'truncate counted, consumer_checkpoint');
        await publishJustSo(
          nc,
          order.flatMap((index) => committed[index] ?? []),
        );
        const consumer = listen(listener, nc, { source });
        await expectCounted(all.slice(0, Math.max(...order) + 1));
        await consumer.stop();
        await deleteStream(nc);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(run).toBeGreaterThanOrEqual(12);
  });

  it('applies nothing of a producer of the other kind of installation, and says so', async () => {
    await report(producer, ...ids('i', 3));
    const { logger, lines } = capturedLog();
    const committed = await committedBy(producer);
    await publishJustSo(
      nc,
      committed.map((event) => ({ ...event, installation: 'real' as const })),
    );
    const consumer = listen(listener, nc, { logger, source: sourceAt((await serveLedger(producer)).port) });
    const halted =
      'the events of incidents are of a real installation, and this service belongs to a demonstration one';
    await eventually(() => expect(JSON.stringify(lines())).toContain(halted));
    await consumer.stop();
    expect(await countedBy(listener)).toEqual([]);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('continues after the broker was killed and restarted', async () => {
    relayOf(producer, nc);
    listen(listener, nc);
    await report(producer, ...ids('before', 5));
    await expectCounted(ids('before', 5));
    await nats.kill();
    await report(producer, ...ids('meanwhile', 5));
    await nats.restart();
    await report(producer, ...ids('after', 5));
    await expectCounted([...ids('before', 5), ...ids('meanwhile', 5), ...ids('after', 5)]);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('continues after the stream was wiped and refilled, and counts nothing twice', async () => {
    relayOf(producer, nc);
    listen(listener, nc, { source: sourceAt((await serveLedger(producer)).port) });
    await report(producer, ...ids('before', 30));
    await expectCounted(ids('before', 30));
    await nats.wipe();
    await report(producer, ...ids('after', 3));
    await expectCounted([...ids('before', 30), ...ids('after', 3)]);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('reads the tail that the stream lost from the ledger after a heartbeat, then uses the stream again', async () => {
    await report(producer, ...ids('i', 10));
    relayOf(producer, nc);
    await eventually(async () => expect(await markOf(producer)).toBe(10));
    // The stream is shorter than the relay assumes, and the reader's position no longer exists.
    await deleteStream(nc);
    await publishJustSo(nc, (await committedBy(producer)).slice(0, 4));
    const source = sourceAt((await serveLedger(producer)).port);
    let reads = 0;
    const read: LedgerSource['read'] = (...range) => {
      reads += 1;
      return source.read(...range);
    };
    listen(listener, nc, { source: { ...source, read } });
    await expectCounted(ids('i', 10));
    expect(reads).toBeGreaterThan(0);
    const before = reads;
    for (let count = 11; count <= 15; count += 1) {
      await report(producer, `live-${count}`);
      await eventually(async () => expect(await countedBy(listener)).toHaveLength(count));
    }
    expect(reads).toBe(before);
  });

  it('reads nothing from the ledger while the events only wait to be gathered', async () => {
    relayOf(producer, nc);
    const { logger, lines } = capturedLog();
    await report(producer, 'first');
    await eventually(async () => expect(await markOf(producer)).toBe(1));
    listen(listener, nc, { gatherMs: 2_600, logger });
    await expectCounted(['first']);
    const beats = nc.subscribe(heartbeatSubject('incidents'));
    await report(producer, ...ids('later', 3));
    let told = 0;
    for await (const beat of beats) {
      if (decodeHeartbeat(beat.string()).head === 4n) told += 1;
      if (told === 2) break;
    }
    await expectCounted(['first', ...ids('later', 3)]);
    expect(lines()).toEqual([]);
  });

  it('resumes at its place in the stream, and does not read all of it', async () => {
    relayOf(producer, nc);
    await report(producer, ...ids('i', 60));
    const first = listen(listener, nc);
    await expectCounted(ids('i', 60));
    await first.stop();
    await report(producer, 'late');
    await eventually(async () => expect(await markOf(producer)).toBe(61));
    const before = await startSequences();
    listen(listener, nc);
    await expectCounted([...ids('i', 60), 'late']);
    const added = (await startSequences()).filter((sequence) => !before.includes(sequence));
    expect(added).toEqual([61]);
  });

  it('two consumers at once apply each event once', async () => {
    relayOf(producer, nc);
    listen(listener, nc);
    listen(listener, nc);
    await reportAtOnce(producer, ids('i', 200));
    await eventually(async () => expect(await countedBy(listener)).toHaveLength(200));
    await report(producer, 'last');
    await eventually(async () => expect(await countedBy(listener)).toHaveLength(201));
  });

  it('stores an event that cannot be applied as a dead letter, and applies the others', async () => {
    relayOf(producer, nc);
    await report(producer, 'a', 'b', 'poison', 'c', 'poison-2', 'd');
    const { logger, lines } = capturedLog();
    listen(listener, nc, { logger });
    await expectCounted(['a', 'b', 'c', 'd']);
    expect(await deadLettersOf(listener)).toEqual([
      { position: '3', reason: 'TypeError' },
      { position: '5', reason: 'TypeError' },
    ]);
    expect(lines().filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  it('skips and logs a message that is not an event of its producer', async () => {
    await report(producer, 'a', 'b');
    const [first, second] = await committedBy(producer);
    await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
    await jetstream(nc).publish('safecommunity.incidents.v1.noise.none.none', 'noise');
    const foreign = [
      { ...first!, producer: 'officers' },
      { ...first!, partition: 7 },
      { ...first!, epoch: 'not a uuid' },
    ];
    await publishJustSo(nc, [...foreign, first!, second!]);
    const { logger, lines } = capturedLog();
    listen(listener, nc, { logger });
    await expectCounted(['a', 'b']);
    const errors = lines().filter(({ level }) => level === 'error');
    expect(errors.map(({ error }) => (error as { message: string } | undefined)?.message)).toEqual([
      'event without header ce-time',
      undefined,
      undefined,
      'header sc-epoch is malformed',
    ]);
  });

  it('calls onApplied after each commit, again when that failed, and for what another replica applied', async () => {
    relayOf(producer, nc);
    let known: string[] = [];
    let failures = 0;
    const onApplied = async (): Promise<void> => {
      if (failures < 2) {
        failures += 1;
        throw new Error('the database went away');
      }
      known = await countedBy(listener);
    };
    listen(listener, nc, { onApplied });
    await report(producer, 'only');
    await eventually(() => expect(known).toEqual(['only']));
    expect(failures).toBe(2);
  });
});
