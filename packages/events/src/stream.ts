import { JetStreamApiError, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { StreamPolicy } from './stream-policy.ts';
import { differencesOf, wantedStream, type StreamDifference } from './stream-settings.ts';
import type { Domain } from './subject.ts';

/** Asked in vain while the broker starts; the caller asks again soon. */
export const API_TIMEOUT_MS = 2_000;

/** A difference, and what became of it. */
export interface SettledDifference extends Omit<StreamDifference, 'change'> {
  /**
   * `updated`: it is now as wanted. `left`: the change would take something away, or is for a person to decide.
   * `refused`: the broker does not make it.
   */
  readonly outcome: 'updated' | 'left' | 'refused';
}

/** `INCIDENTS` for the domain `incidents`. */
export function streamName(domain: Domain): string {
  return domain.toUpperCase();
}

/**
 * Makes the stream of a domain, or compares what is there with what is configured, and brings up to date what can be
 * without taking anything away. Safe to repeat and to race.
 * @returns every setting that differed.
 */
export async function ensureStream(
  nc: NatsConnection,
  domain: Domain,
  policy: StreamPolicy,
): Promise<SettledDifference[]> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: API_TIMEOUT_MS });
  const name = streamName(domain);
  const wanted = wantedStream(domain, policy);
  const existing = await findStream(() => manager.streams.info(name));
  if (existing === undefined) {
    await manager.streams.add({ name, ...wanted });
    return [];
  }
  const settled: SettledDifference[] = [];
  for (const difference of differencesOf(existing, wanted, Date.now())) {
    settled.push(await settle(manager, name, difference));
  }
  return settled;
}

/** Each by itself, so that one that the broker refuses does not keep the others from being made. */
async function settle(
  manager: JetStreamManager,
  name: string,
  { change, ...difference }: StreamDifference,
): Promise<SettledDifference> {
  if (change === undefined) return { ...difference, outcome: 'left' };
  try {
    await manager.streams.update(name, change);
    return { ...difference, outcome: 'updated' };
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    return { ...difference, outcome: 'refused' };
  }
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
