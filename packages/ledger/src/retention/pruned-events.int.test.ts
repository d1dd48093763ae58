import type { NatsConnection } from '@nats-io/transport-node';
import { rows } from '@safe-community/database';
import { eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sensitivity } from '../index.ts';
import {
  capturedLog,
  connectTo,
  ids,
  markOf,
  openLedger,
  positionsInStream,
  prune,
  relayOf,
  report,
  type Ledger,
} from '../../test/ground.ts';
import { countedBy, forgetStream, listen, serveLedger, sourceAt } from '../../test/consumers.ts';

let nats: TestNats;
let producer: Ledger;
let listener: Ledger;
let nc: NatsConnection;

beforeEach(async () => {
  [nats, producer, listener] = await Promise.all([startTestNats(), openLedger(), openLedger()]);
  nc = await connectTo(nats);
});

afterEach(() => nats.stop());

const errors = (lines: Record<string, unknown>[]): unknown[] =>
  lines.filter(({ level }) => level === 'error').map(({ message }) => message);

async function published(position: number): Promise<void> {
  await eventually(async () => expect(await markOf(producer)).toBe(position));
}

describe('a consumer that needs pruned events', () => {
  it('applies nothing after them, logs that it is halted, and continues after a decision', async () => {
    await report(producer, ...ids('i', 6));
    const relay = relayOf(producer, nc);
    await published(6);
    await relay.stop();
    await forgetStream(nc);
    await prune(producer, 4);
    const { port } = await serveLedger(producer);
    relayOf(producer, nc);
    const { logger, lines } = capturedLog();
    const consumer = listen(listener, nc, { source: sourceAt(port), logger });
    await report(producer, 'i-7');
    await eventually(() => expect(errors(lines())).toContain('consumer halted: required events are not available'));
    expect(await countedBy(listener)).toEqual([]);
    const told = JSON.stringify(lines());
    expect(told).toContain('the oldest event kept has position 5');
    expect(errors(lines()).length).toBeLessThan(3);
    await consumer.stop();

    // As in the runbook: the missing events were obtained otherwise, or are given up.
    const [{ epoch } = { epoch: '' }] = await rows<{ epoch: string }>(
      producer.database.em.fork(),
      'select epoch from ledger_epoch',
    );
    await rows(listener.database.em.fork(), 'update consumer_checkpoint set epoch = $1, position = 4', [epoch]);
    listen(listener, nc, { source: sourceAt(port) });
    await eventually(async () => expect(await countedBy(listener)).toEqual(['i-5', 'i-6', 'i-7']));
  });

  it('is not halted if it has applied them: a wiped stream is refilled from the kept events', async () => {
    const { port } = await serveLedger(producer);
    const { logger, lines } = capturedLog();
    relayOf(producer, nc, logger);
    listen(listener, nc, { source: sourceAt(port) });
    await report(producer, ...ids('i', 6));
    await eventually(async () => expect(await countedBy(listener)).toEqual(ids('i', 6)));
    await published(6);
    await prune(producer, 4);
    await nats.wipe();
    await report(producer, 'i-7');
    await eventually(async () => expect(await countedBy(listener)).toEqual(ids('i', 7)));
    await eventually(async () => expect(await positionsInStream(nc)).toEqual([5, 6, 7]));
    const said = lines().find(({ level }) => level === 'error');
    expect(said).toMatchObject({ expectedPosition: 1, position: 5 });
  });
});

it('a consumer that may not read an event applies nothing after it, and logs which', async () => {
  await report(producer, ...ids('i', 3));
  const relay = relayOf(producer, nc);
  await published(3);
  await relay.stop();
  await forgetStream(nc);
  await rows(producer.database.em.fork(), 'update ledger_mark set position = 3');
  const kindOf: Sensitivity = ({ position }) => ({ category: 'domestic_violence', isSensitive: position === 2n });
  const { port } = await serveLedger(producer, kindOf);
  const source = sourceAt(port);
  const read: bigint[] = [];
  const reading = async (): Promise<void> => {
    for await (const { position } of source.read(1n, 3n, new AbortController().signal)) read.push(position);
  };
  await expect(reading()).rejects.toMatchObject({
    name: 'EventsWithheld',
    message: 'the event at position 2 is withheld: this service lacks a scope at the producer',
  });
  expect(read).toEqual([1n]);
});
