import type { NatsConnection } from '@nats-io/transport-node';
import { connectBroker, orStopped } from '@safe-community/events';
import { startRelay, type Running } from '@safe-community/ledger';
import { ConsumedProducer } from './consumed-producer.ts';
import { prepare, type Preparation } from './preparation.ts';
import type { ServiceConfig } from './service-config.ts';
import type { ServiceParts } from './service-parts.ts';

/** What goes on in a service beside the calls: its relay and what it consumes, each of which comes when it comes. */
export interface Background {
  readonly prepared: Preparation;
  readonly heard: readonly ConsumedProducer[];
  /** Has the consumers begin. They bear a database that is not migrated, and wait. */
  hear(): void;
  /** Has the relay begin, for which nobody waits at the start. */
  publish(): void;
  /** Publishes what is committed, and ends it all but for the preparation. */
  stop(): Promise<void>;
}

/** A server that is away does not answer a farewell. */
const CLOSE_WITHIN_MS = 1_000;

export function startBackground(parts: ServiceParts, config: ServiceConfig): Background {
  const { database, domain: producer, logger, wakeup } = parts;
  const { databaseUrl, serverPolicy, streamPolicy } = config;
  const stopping = new AbortController();
  const broker = findBroker(parts, config, stopping.signal);
  // Whoever needs it is told; before anyone does, nobody is to die of it.
  broker.catch(() => undefined);
  const heard = parts.consumes.map((hearing) => new ConsumedProducer(hearing, parts, config, broker));
  let relay: Running | undefined;
  return {
    prepared: prepare({ ...parts, heard }),
    heard,
    hear() {
      for (const one of heard) one.start();
    },
    publish() {
      relay = startRelay({ database, databaseUrl, broker, producer, streamPolicy, serverPolicy, wakeup, logger });
    },
    async stop() {
      await Promise.all(heard.map((one) => one.stop()));
      await relay?.stop();
      for (const one of heard) one.close();
      stopping.abort();
      await leave(broker);
    },
  };
}

/** Comes by itself, now or later; what keeps it away is said once. */
function findBroker(parts: ServiceParts, config: ServiceConfig, signal: AbortSignal): Promise<NatsConnection> {
  let isSaid = false;
  const onFailedTry = (error: unknown): void => {
    if (!isSaid) parts.logger.warn('the broker cannot be reached yet', { error });
    isSaid = true;
  };
  return connectBroker({ ...config.broker, name: parts.name }, { signal, onFailedTry });
}

/** A broker that never came is not waited for; the signal has ended the search. */
async function leave(broker: Promise<NatsConnection>): Promise<void> {
  const nc = await broker.catch(() => undefined);
  if (nc !== undefined) await orStopped(nc.close(), AbortSignal.timeout(CLOSE_WITHIN_MS));
}
