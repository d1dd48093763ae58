import { JetStreamApiError, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Domain } from '@safe-community/contracts/event-catalogue';
import type { StreamPolicy } from './stream-policy.ts';
import { differencesOf, wantedStream, type StreamDifference } from './stream-settings.ts';

/** Short, because a broker that starts does not answer; the caller asks again soon. */
export const API_TIMEOUT_MS = 2_000;

/** A difference and its outcome. */
export interface SettledDifference extends Omit<StreamDifference, 'change'> {
  /**
   * `updated`: the setting is now as configured. `left`: the change would remove something, so a person has to decide.
   * `refused`: the broker refuses the change.
   */
  readonly outcome: 'updated' | 'left' | 'refused';
}

/** `INCIDENTS` for the domain `incidents`. */
export function streamName(domain: Domain): string {
  return domain.toUpperCase();
}

/**
 * Creates the stream of a domain, or compares it with the configuration and makes every change that removes nothing.
 * Safe to repeat and to race.
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

/** One update for each setting, so that one that the broker refuses does not block the others. */
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

/** JetStream's error code. Unlike the text, it does not change. */
const STREAM_NOT_FOUND = 10_059;
