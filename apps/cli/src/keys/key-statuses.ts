import { setTimeout as sleep } from 'node:timers/promises';
import type { GetKeyStatusResponse, KeyServiceService } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { UnaryCalls } from '../connection/unary-calls.ts';
import { Problem } from '../terminal/problem.ts';

/** A service that keeps personal data under keys. */
export interface SealingService {
  /** "incident-intake" */
  readonly name: string;
  readonly keys: UnaryCalls<typeof KeyServiceService>;
}

export interface KeyStatus extends GetKeyStatusResponse {
  readonly service: string;
}

/** Rejects with a CallError when one of the services does not answer. */
export function keyStatuses(services: readonly SealingService[]): Promise<KeyStatus[]> {
  return Promise.all(services.map(async ({ name, keys }) => ({ service: name, ...(await keys.getKeyStatus({})) })));
}

const LOOK_EVERY_MS = 1_000;

export interface Awaited {
  /** What is waited for, said when it does not come: "all replicas know the key". */
  readonly what: string;
  readonly isDone: (status: KeyStatus) => boolean;
  readonly onLook?: (statuses: readonly KeyStatus[]) => void;
  /** Milliseconds; absent: as long as it takes. */
  readonly withinMs?: number | undefined;
}

/**
 * Looks once a second until it is so at every service. Rejects with a Problem after the time, or when a replica says
 * that it cannot use what is in its folder.
 */
export async function awaitStatuses(services: readonly SealingService[], awaited: Awaited): Promise<KeyStatus[]> {
  const { what, isDone, onLook, withinMs = Number.POSITIVE_INFINITY } = awaited;
  const until = performance.now() + withinMs;
  for (;;) {
    const statuses = await keyStatuses(services);
    onLook?.(statuses);
    const late = statuses.filter((status) => !isDone(status));
    if (late.length === 0) return statuses;
    if (performance.now() > until) throw new Problem(lateness(what, late));
    await sleep(LOOK_EVERY_MS);
  }
}

function lateness(what: string, late: readonly KeyStatus[]): string {
  const troubles = late.flatMap(({ service, holders }) =>
    holders.filter(({ trouble }) => trouble !== '').map(({ replica, trouble }) => `${service} ${replica}: ${trouble}`),
  );
  return [`Not yet so at ${late.map(({ service }) => service).join(', ')}: ${what}.`, ...troubles].join('\n  ');
}
