import { setTimeout as sleep } from 'node:timers/promises';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connectBroker, type BrokerOptions } from '@safe-community/events';
import type { Load, Work } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface FollowerOptions {
  readonly broker: BrokerOptions;
  readonly stream: string;
}

/** The last messages arrive after the last acknowledgement. */
const LINGER_MS = 50;

/** Receives what is published meanwhile, as it is published, and does nothing with it. */
export async function openFollower({ broker, stream }: FollowerOptions): Promise<Floor> {
  const nc = await connectBroker(broker);
  return {
    async work({ seconds }: Load): Promise<Work> {
      const consumer = await jetstream(nc).consumers.get(stream, { deliver_policy: DeliverPolicy.New });
      let received = 0;
      const messages = await consumer.consume({ callback: () => void (received += 1) });
      await sleep(seconds * 1_000 + LINGER_MS);
      await messages.close();
      return { operations: received, seconds, latencies: [] };
    },
    stop: () => nc.close(),
  };
}
