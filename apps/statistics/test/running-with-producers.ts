import { startTestNats, type TestNats } from '@safe-community/testkit';
import { countedUpTo } from './calls.ts';
import { runProducer, type Producer, type RunningProducer } from './running-producer.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

/** The service with producers and a broker. */
export interface RunningWithProducers {
  readonly nats: TestNats;
  /** Those that the test asked for. */
  readonly producers: Readonly<Record<Producer, RunningProducer>>;
  readonly statistics: RunningStatistics;
  /** Resolves with what is counted, once it includes a producer's events up to this position. */
  readonly until: (producer: Producer, position: bigint) => ReturnType<typeof countedUpTo>;
  stop(): Promise<void>;
}

export async function runWithProducers(domains: readonly Producer[]): Promise<RunningWithProducers> {
  const nats = await startTestNats();
  const running = await Promise.all(
    domains.map(async (domain): Promise<[Producer, RunningProducer]> => [domain, await runProducer(domain, nats)]),
  );
  const addresses = Object.fromEntries(running.map(([domain, { address }]) => [domain, address]));
  const statistics = await runStatistics(nats, addresses);
  return {
    nats,
    producers: Object.fromEntries(running) as Record<Producer, RunningProducer>,
    statistics,
    until: (producer, position) => countedUpTo(statistics.client, producer, position),
    async stop() {
      await statistics.stop();
      await Promise.all(running.map(([, producer]) => producer.stop()));
      await nats.stop();
    },
  };
}
