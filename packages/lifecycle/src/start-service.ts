import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Database } from '@safe-community/database';
import { connectBroker, orStopped, type Domain } from '@safe-community/events';
import { clientCredentials, startServer, type ServedService } from '@safe-community/grpc-kit';
import {
  consumerService,
  createUnitOfWork,
  deadLetterService,
  ledgerService,
  ledgerSource,
  startConsumer,
  startRelay,
  type Consumer,
  type EventHandler,
  type HandlerOf,
  type LedgerSource,
  type Sensitivity,
  type Wakeup,
} from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { faultOf } from './fault-of.ts';
import { watchReadiness } from './readiness.ts';
import { retentionJobs } from './retention-jobs.ts';
import { runJobs, type Job } from './run-jobs.ts';
import type { ServiceConfig } from './service-config.ts';

/** Another service whose events this one hears. */
export interface Hearing {
  readonly producer: Domain;
  /** host:port of its gRPC server, whose ledger fills what the broker loses. */
  readonly address: string;
  readonly handlers: readonly EventHandler[];
  /** Called after each commit of effects, for what is kept in memory. */
  readonly onApplied?: () => Promise<void>;
}

/** What a service is made of, as its wire.ts puts it together. */
export interface ServiceParts {
  readonly name: string;
  /** The domain whose facts it emits. */
  readonly domain: Domain;
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly services: readonly ServedService[];
  readonly hears: readonly Hearing[];
  /** Which of its facts not everybody may read who may read its ledger. */
  readonly sensitivity?: Sensitivity;
  /** Its periodic work, from when it is ready for the first time. */
  readonly jobs?: readonly Job[];
  /** Fills the memory from the database, before the service says that it is ready. */
  readonly load?: () => Promise<void>;
  /** Resolves when no write of its own waits any more. */
  readonly idle?: () => Promise<void>;
  readonly logger: Logger;
}

export interface RunningService {
  readonly port: number;
  stop(): Promise<void>;
}

const DRAIN_MS = 10_000;
/** A server that is away does not answer a farewell. */
const CLOSE_WITHIN_MS = 1_000;

/** Ready sooner, as a rule; a service that is not says why, to whoever asks. */
const LISTEN_WITHIN_MS = 2_000;

/**
 * Starts a service. It listens when it can work, so that a client with several replicas never comes to one that
 * cannot yet. Database and broker may still be away: then it listens after a moment all the same, says NOT_SERVING
 * until it can work, and picks them up when they come.
 */
export async function startService(parts: ServiceParts, config: ServiceConfig): Promise<RunningService> {
  const { database, domain, logger, wakeup } = parts;
  const prepared = prepare(parts);
  await Promise.race([prepared.readyOnce, sleep(LISTEN_WITHIN_MS, undefined, { ref: false })]);
  const listening = startServer({
    host: config.host,
    port: config.port,
    tls: config.tls,
    callers: config.callers,
    services: [...parts.services, ledgerService(database, domain, parts.sensitivity), ...consumerServices(parts)],
    logger,
    faultOf,
    ...(config.places === undefined ? {} : { places: config.places }),
  });
  // Where it cannot listen nothing is to go on in the background.
  const server = await listening.catch(async (error: unknown) => {
    await prepared.stop();
    throw error;
  });
  prepared.tell((ready) => server.setServing(ready));
  const stopping = new AbortController();
  const broker = findBroker(parts, config, stopping.signal);
  const { databaseUrl, streamPolicy } = config;
  const relay = startRelay({ database, databaseUrl, broker, producer: domain, streamPolicy, wakeup, logger });
  const consumers = parts.hears.map((hearing) => hear(parts, config, broker, hearing));
  const retention = retentionJobs(parts, config.retention, config.tls);
  const jobs = runJobs([...(parts.jobs ?? []), ...retention.jobs], prepared.readyOnce, logger);
  logger.info('listening', { port: server.port });
  return {
    port: server.port,
    async stop() {
      await prepared.stop();
      server.setServing(false);
      await Promise.all([jobs.stop(), ...consumers.map(({ consumer }) => consumer.stop())]);
      await server.drain(DRAIN_MS);
      await parts.idle?.();
      await relay.stop();
      retention.close();
      for (const { source } of consumers) source.close();
      stopping.abort();
      await leave(broker);
      await orGiveUp(database.close());
    },
  };
}

/** The doors to what it hears; a service that hears nobody has none. */
function consumerServices({ name, database, wakeup, hears }: ServiceParts): ServedService[] {
  if (hears.length === 0) return [];
  const handlers = hears.flatMap(({ producer, handlers: own }) => own.map((handler) => ({ producer, handler })));
  const handlerOf: HandlerOf = (producer, type) =>
    handlers.find((known) => known.producer === producer && known.handler.type === type)?.handler;
  const unitOfWork = createUnitOfWork(database, wakeup);
  return [
    consumerService(
      database,
      name,
      hears.map(({ producer }) => producer),
    ),
    deadLetterService({ database, unitOfWork, handlerOf }),
  ];
}

interface Preparation {
  /** Resolves when the service can work for the first time. */
  readonly readyOnce: Promise<void>;
  /** Has `listener` told whether it can, at once and with every change. */
  tell(listener: (ready: boolean) => void): void;
  stop(): Promise<void>;
}

function prepare(parts: ServiceParts): Preparation {
  const readyOnce = Promise.withResolvers<void>();
  let isReady = false;
  let tellServer: (ready: boolean) => void = () => undefined;
  const readiness = watchReadiness(parts, (ready) => {
    isReady = ready;
    tellServer(ready);
    if (ready) readyOnce.resolve();
  });
  return {
    readyOnce: readyOnce.promise,
    tell(listener) {
      tellServer = listener;
      listener(isReady);
    },
    stop: () => readiness.stop(),
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

function hear(
  parts: ServiceParts,
  config: ServiceConfig,
  broker: Promise<NatsConnection>,
  hearing: Hearing,
): { consumer: Consumer; source: LedgerSource } {
  const source = ledgerSource(hearing.address, clientCredentials(config.tls));
  const consumer = startConsumer({
    database: parts.database,
    broker,
    consumer: parts.name,
    producer: hearing.producer,
    handlers: hearing.handlers,
    source,
    ...(hearing.onApplied === undefined ? {} : { onApplied: hearing.onApplied }),
    logger: parts.logger,
  });
  return { consumer, source };
}

/** A broker that never came is not waited for; the signal has ended the search. */
async function leave(broker: Promise<NatsConnection>): Promise<void> {
  const nc = await broker.catch(() => undefined);
  if (nc !== undefined) await orGiveUp(nc.close());
}

/** Both hold nothing that is needed: the broker has acknowledged, the database has committed. */
async function orGiveUp(closing: Promise<unknown>): Promise<void> {
  await orStopped(closing, AbortSignal.timeout(CLOSE_WITHIN_MS));
}
