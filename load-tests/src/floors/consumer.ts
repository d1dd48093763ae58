import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connectBroker, type BrokerOptions } from '@safe-community/events';
import type { Work } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface ConsumerOptions {
  readonly broker: BrokerOptions;
  readonly stream: string;
}

/** Reads a whole stream from its beginning, in order, and does nothing with it: how long that takes is up to the stream. */
export async function openConsumer({ broker, stream }: ConsumerOptions): Promise<Floor> {
  const nc = await connectBroker(broker);
  const manager = await jetstreamManager(nc);
  return {
    async work(): Promise<Work> {
      const { state } = await manager.streams.info(stream);
      const consumer = await jetstream(nc).consumers.get(stream, { deliver_policy: DeliverPolicy.All });
      const begin = performance.now();
      let read = 0;
      for await (const message of await consumer.consume()) {
        read += 1;
        if (message.info.pending === 0) break;
      }
      const ms = performance.now() - begin;
      if (read < state.messages) throw new Error(`${read} of ${state.messages} messages came`);
      return { operations: read, seconds: ms / 1_000, latencies: [ms] };
    },
    stop: () => nc.close(),
  };
}
