import { setTimeout as sleep } from 'node:timers/promises';
import { connectBroker } from '@safe-community/events';
import type { System } from '../system/system.ts';

/** Deliveries of the broker to the readers of incidents. */
export interface Handed {
  /** Deliveries, including repeated ones. */
  readonly messages: number;
  /** Redeliveries to the same reader, by the broker's count. */
  readonly again: number;
  /** Number of readers that were created. */
  readonly readers: number;
}

interface ReaderInfo {
  readonly name: string;
  readonly delivered: { readonly consumer_seq: number };
  readonly num_redelivered: number;
}

const POLL_MS = 100;
/** JetStream API: the consumers of a stream with their progress. */
const LIST = '$JS.API.CONSUMER.LIST.INCIDENTS';

/** Watches deliveries until it is stopped. */
export async function watchDeliveries(system: System): Promise<{ stop(): Promise<Handed> }> {
  const nc = await connectBroker(system.brokerOptions());
  const before = new Map<string, number>();
  const seen = new Map<string, ReaderInfo>();
  const look = async (): Promise<void> => {
    const answer = await nc.request(LIST, '', { timeout: 5_000 });
    const { consumers = [] } = answer.json<{ consumers?: ReaderInfo[] }>();
    for (const reader of consumers) seen.set(reader.name, reader);
  };
  await look();
  for (const { name, delivered } of seen.values()) before.set(name, delivered.consumer_seq);
  let isStopped = false;
  const looking = (async () => {
    for (; !isStopped; await sleep(POLL_MS)) await look();
  })();
  return {
    async stop() {
      isStopped = true;
      await looking;
      await look();
      await nc.close();
      const readers = [...seen.values()].map(({ name, delivered, num_redelivered: again }) => ({
        messages: delivered.consumer_seq - (before.get(name) ?? 0),
        again,
      }));
      const active = readers.filter(({ messages }) => messages > 0);
      const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
      return {
        messages: sum(active.map(({ messages }) => messages)),
        again: sum(active.map(({ again }) => again)),
        readers: active.length,
      };
    },
  };
}
