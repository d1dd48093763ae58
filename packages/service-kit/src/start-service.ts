import { setTimeout as sleep } from 'node:timers/promises';
import { orStopped } from '@safe-community/events';
import { startServer } from '@safe-community/grpc-kit';
import { tokenVerifier } from '@safe-community/security/identity';
import type { HandlerOf } from '@safe-community/ledger';
import { auditParts } from './audit-parts.ts';
import { startBackground } from './background.ts';
import { watchAccess } from './access-watch.ts';
import { USUAL_EXPIRY_BOUND } from './certificate-config.ts';
import { watchBrokerCertificates } from './broker-certificates.ts';
import { watchCertificates } from './certificate-watch.ts';
import { faultOf } from './fault-of.ts';
import { pageTokenKey } from './module/list-tokens.ts';
import type { Rpc } from './module/rpc.ts';
import { provide } from './module/given.ts';
import { CONSUMER_RPCS, DEAD_LETTER_RPCS, LEDGER_RPCS } from './operations/index.ts';
import { serveOperations } from './operations/serve-operations.ts';
import { retentionJobs } from './retention-jobs.ts';
import { runJobs } from './run-jobs.ts';
import type { ServiceConfig } from './service-config.ts';
import type { ServiceParts } from './service-parts.ts';

export interface RunningService {
  readonly port: number;
  /** The port of the health service without TLS, if there is one. */
  readonly healthPort?: number;
  stop(): Promise<void>;
}

const DRAIN_MS = 10_000;
/** A database that is down does not answer when a connection is closed. */
const CLOSE_WITHIN_MS = 1_000;

/** Most services are ready sooner. One that is not listens anyway, and reports NOT_SERVING. */
const LISTEN_WITHIN_MS = 2_000;

/**
 * Starts a service. It listens once it is ready, so that clients with several addresses use the other replicas until
 * then. If the database or the broker is down, it listens after 2 s anyway, reports NOT_SERVING until it is ready, and
 * connects to them later.
 */
export async function startService(parts: ServiceParts, config: ServiceConfig): Promise<RunningService> {
  const { database, domain, logger, sensitivity } = parts;
  const certificates = watchCertificates(config.tls, config.expiryBound ?? USUAL_EXPIRY_BOUND, logger);
  const leaveBroker = watchBrokerCertificates(config.broker, certificates);
  const access = watchAccess(config.callers, config.accessFiles, logger);
  const background = startBackground(parts, config);
  const { prepared, consumed } = background;
  const leave = async (): Promise<void> => {
    leaveBroker();
    certificates.stop();
    access.stop();
    await prepared.stop();
    await background.stop();
  };
  const listenTimeout = sleep(LISTEN_WITHIN_MS, undefined, { ref: false });
  // Nothing has been served yet: a service on a database of the other kind ends here, or later when it finds out.
  await Promise.race([prepared.preparedOnce, listenTimeout]).catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  background.startConsumers();
  await Promise.race([prepared.readyOnce, listenTimeout]);
  const audit = auditParts(parts, config.auditKey);
  const listening = startServer({
    host: config.host,
    port: config.port,
    healthPort: config.healthPort,
    tls: config.tls,
    callers: access.callers,
    tokens: config.tokenIssuer && tokenVerifier(config.tokenIssuer),
    services: [
      ...parts.services,
      ...serveOperations(
        [...provide({ producer: domain, sensitivity, logger }, LEDGER_RPCS), ...consumerRpcsOf(parts), ...audit.rpcs],
        config.installation,
        database,
        pageTokenKey(config.auditKey, parts.name),
        parts.wakeup,
      ),
    ],
    logger,
    faultOf,
    audit: audit.denials,
    onPeer: (name, endsAt) => certificates.seen('caller', name, endsAt),
    ...(config.concurrency === undefined ? {} : { concurrency: config.concurrency }),
    ...(config.timeouts === undefined ? {} : { timeouts: config.timeouts }),
  });
  // If it cannot listen, the background work must stop as well.
  const server = await listening.catch(async (error: unknown) => {
    await leave();
    await audit.denials.stop();
    throw error;
  });
  prepared.onChange((ready) => server.setServing(ready));
  background.startPublishing();
  const retention = retentionJobs(parts, config.retention, config.tls);
  const jobs = runJobs([...(parts.jobs ?? []), ...retention.jobs, audit.job], prepared.readyOnce, logger);
  logger.info('listening', { port: server.port });
  return {
    port: server.port,
    async stop() {
      leaveBroker();
      certificates.stop();
      access.stop();
      await prepared.stop();
      server.setServing(false);
      await Promise.all([jobs.stop(), ...consumed.map((producer) => producer.stop())]);
      await server.drain(DRAIN_MS);
      await parts.idle?.();
      await audit.denials.stop();
      retention.close();
      await background.stop();
      await orGiveUp(database.close());
    },
  };
}

/** The operator methods of a service that consumes events. */
function consumerRpcsOf({ name, logger, consumes }: ServiceParts): Rpc[] {
  if (consumes.length === 0) return [];
  const handlers = consumes.flatMap(({ producer, handlers: own }) => own.map((handler) => ({ producer, handler })));
  const handlerOf: HandlerOf = (producer, type) =>
    handlers.find((known) => known.producer === producer && known.handler.type === type)?.handler;
  const producers = consumes.map(({ producer }) => producer);
  return [
    ...provide({ consumer: name, producers, logger }, CONSUMER_RPCS),
    ...provide({ handlerOf }, DEAD_LETTER_RPCS),
  ];
}

/** Everything that was answered is committed, so the process need not wait for the database to close. */
async function orGiveUp(closing: Promise<unknown>): Promise<void> {
  await orStopped(closing, AbortSignal.timeout(CLOSE_WITHIN_MS));
}
