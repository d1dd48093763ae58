import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connectBroker, type BrokerOptions } from '@safe-community/events';
import type { Work } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface ConsumerOptions {
  readonly broker: BrokerOptions;
  readonly stream: string;
  /** Reads only this many of the newest messages; absent: all. */
  readonly newest?: number;
}

/** Reads a stream in order to its end and discards the messages, to measure the stream alone. */
export async function openConsumer({ broker, stream, newest }: ConsumerOptions): Promise<Floor> {
  const nc = await connectBroker(broker);
  const manager = await jetstreamManager(nc);
  return {
    async work(): Promise<Work> {
      const { state } = await manager.streams.info(stream);
      const wanted = Math.min(newest ?? state.messages, state.messages);
      const first = state.last_seq - wanted + 1;
      const from = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: first };
      const consumer = await jetstream(nc).consumers.get(stream, from);
      const begin = performance.now();
      let read = 0;
      for await (const message of await consumer.consume()) {
        read += 1;
        if (message.info.pending === 0) break;
      }
      const ms = performance.now() - begin;
      if (read < wanted) throw new Error(`${read} of ${wanted} messages arrived`);
      return { operations: read, seconds: ms / 1_000, latencies: [ms] };
    },
    stop: () => nc.close(),
  };
}
