import type { NatsConnection } from '@nats-io/transport-node';
import { connectBroker, orStopped } from '@safe-community/events';
import { startRelay, type Running } from '@safe-community/ledger';
import { ConsumedProducer } from './consumed-producer.ts';
import { prepare, type Preparation } from './preparation.ts';
import type { ServiceConfig } from './service-config.ts';
import type { ServiceParts } from './service-parts.ts';

/** The background work of a service: its relay and its consumers. They start independently of each other. */
export interface Background {
  readonly prepared: Preparation;
  readonly consumed: readonly ConsumedProducer[];
  /** Starts the consumers. They wait if the database is not migrated. */
  startConsumers(): void;
  /** Starts the relay. The start of the service does not wait for it. */
  startPublishing(): void;
  /** Publishes what is committed, and stops everything except for the preparation. */
  stop(): Promise<void>;
}

/** A broker that is down does not answer when the connection is closed. */
const CLOSE_WITHIN_MS = 1_000;

export function startBackground(parts: ServiceParts, config: ServiceConfig): Background {
  const { database, domain: producer, logger, wakeup } = parts;
  const { databaseUrl, installation, serverPolicy, streamPolicy } = config;
  const stopping = new AbortController();
  const broker = findBroker(parts, config, stopping.signal);
  // Those who await it get the error. Without a handler, it would end the process before that.
  broker.catch(() => undefined);
  const consumed = parts.consumes.map((service) => new ConsumedProducer(service, parts, config, broker));
  let relay: Running | undefined;
  return {
    prepared: prepare({ ...parts, installation, consumed }),
    consumed,
    startConsumers() {
      for (const producer of consumed) producer.start();
    },
    startPublishing() {
      relay = startRelay({
        database,
        databaseUrl,
        broker,
        producer,
        installation,
        streamPolicy,
        serverPolicy,
        wakeup,
        logger,
      });
    },
    async stop() {
      await Promise.all(consumed.map((producer) => producer.stop()));
      await relay?.stop();
      for (const producer of consumed) producer.close();
      stopping.abort();
      await leave(broker);
    },
  };
}

/** Connects to the broker, now or later. The first failure is logged. */
function findBroker(parts: ServiceParts, config: ServiceConfig, signal: AbortSignal): Promise<NatsConnection> {
  let isLogged = false;
  const onFailedTry = (error: unknown): void => {
    if (!isLogged) parts.logger.warn('the broker cannot be reached yet', { error });
    isLogged = true;
  };
  return connectBroker({ ...config.broker, name: parts.name }, { signal, onFailedTry });
}

/** Closes the connection, if there is one: the signal has ended the attempts to connect. */
async function leave(broker: Promise<NatsConnection>): Promise<void> {
  const nc = await broker.catch(() => undefined);
  if (nc !== undefined) await orStopped(nc.close(), AbortSignal.timeout(CLOSE_WITHIN_MS));
}
