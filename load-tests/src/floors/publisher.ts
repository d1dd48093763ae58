import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectBroker, Publisher, type BrokerOptions, type Envelope } from '@safe-community/events';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface PublisherOptions {
  readonly broker: BrokerOptions;
  /** Stream of its own, created if it does not exist. */
  readonly stream: string;
}

/** About as much as the event of a report has. */
const BODY = Buffer.alloc(250, 7);
const NO_TRACE = '';

/** Publishes events; each call waits until the broker has acknowledged one. */
export async function openPublisher({ broker, stream }: PublisherOptions): Promise<Floor> {
  const nc = await connectBroker(broker);
  await (await jetstreamManager(nc)).streams.add({ name: stream, subjects: [`${stream}.>`] });
  const publisher = new Publisher(nc);
  const epoch = randomUUID();
  let position = 0n;
  const next = (): Envelope => ({
    producer: 'floor',
    partition: 0,
    position: (position += 1n),
    epoch,
    id: randomUUID(),
    type: 'floor.v1.Published',
    recordedAt: new Date(),
    installation: 'demonstration',
    isTest: false,
    traceparent: NO_TRACE,
    subject: `${stream}.published`,
    body: BODY,
  });
  return {
    work: (load) => workInFlight(load, () => publisher.publish(next())),
    async stop() {
      publisher.close();
      await nc.close();
    },
  };
}
