import {
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { domainSubjects, type Domain } from './subject.ts';

/** Limits of a stream. The ledger is the truth, so a stream may be short; it must never be unbounded. */
export interface StreamPolicy {
  /** 1 on a laptop, 3 in a cluster. */
  readonly replicas: number;
  /** Days that events are kept in the broker. */
  readonly maxAgeDays: number;
  /** Bytes that a stream may take; then the oldest go. */
  readonly maxBytes: number;
}

export const LOCAL_STREAM_POLICY: StreamPolicy = { replicas: 1, maxAgeDays: 14, maxBytes: 2 * 1024 ** 3 };

/** Asked in vain while the broker starts; the caller asks again soon. */
export const API_TIMEOUT_MS = 2_000;

/** `INCIDENTS` for the domain `incidents`. */
export function streamName(domain: Domain): string {
  return domain.toUpperCase();
}

/** Makes the stream of a domain, or brings its limits up to date. Safe to repeat and to race. */
export async function ensureStream(nc: NatsConnection, domain: Domain, policy: StreamPolicy): Promise<void> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: API_TIMEOUT_MS });
  const wanted = streamConfig(domain, policy);
  const existing = await findStream(() => manager.streams.info(wanted.name));
  if (existing === undefined) await manager.streams.add(wanted);
  else if (differs(existing.config, wanted)) await manager.streams.update(wanted.name, wanted);
}

function streamConfig(domain: Domain, policy: StreamPolicy) {
  return {
    name: streamName(domain),
    subjects: [domainSubjects(domain)],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    num_replicas: policy.replicas,
    max_age: nanos(policy.maxAgeDays * 24 * 3_600_000),
    max_bytes: policy.maxBytes,
    duplicate_window: nanos(120_000),
    deny_delete: true,
    deny_purge: true,
  } satisfies Partial<StreamConfig>;
}

function differs(found: StreamConfig, wanted: Partial<StreamConfig>): boolean {
  return (
    found.num_replicas !== wanted.num_replicas ||
    found.max_age !== wanted.max_age ||
    found.max_bytes !== wanted.max_bytes
  );
}

async function findStream<T>(info: () => Promise<T>): Promise<T | undefined> {
  try {
    return await info();
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return undefined;
    throw error;
  }
}

/** JetStream's own error code, which unlike the text of the error does not change. */
const STREAM_NOT_FOUND = 10_059;
