import { setTimeout as sleep } from 'node:timers/promises';
import type { GetKeyStatusResponse, KeyServiceService } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { UnaryCalls } from '../connection/unary-calls.ts';
import { Problem } from '../terminal/problem.ts';
import { say, asIs } from '../terminal/language.ts';

/** A service that encrypts personal data. */
export interface EncryptingService {
  /** "incident-intake" */
  readonly name: string;
  readonly keys: UnaryCalls<typeof KeyServiceService>;
}

export interface KeyStatus extends GetKeyStatusResponse {
  readonly service: string;
}

/** Rejects with a CallError when one of the services does not respond. */
export function keyStatuses(services: readonly EncryptingService[]): Promise<KeyStatus[]> {
  return Promise.all(services.map(async ({ name, keys }) => ({ service: name, ...(await keys.getKeyStatus({})) })));
}

const POLL_MS = 1_000;

export interface Awaited {
  /** The condition, for the error message: "all replicas know the key". */
  readonly what: string;
  readonly isDone: (status: KeyStatus) => boolean;
  readonly onLook?: (statuses: readonly KeyStatus[]) => void;
  /** Milliseconds; absent: as long as it takes. */
  readonly withinMs?: number | undefined;
}

/**
 * Polls once a second until the condition holds for every service. Rejects with a Problem after the timeout.
 */
export async function awaitStatuses(services: readonly EncryptingService[], awaited: Awaited): Promise<KeyStatus[]> {
  const { what, isDone, onLook, withinMs = Number.POSITIVE_INFINITY } = awaited;
  const until = performance.now() + withinMs;
  for (;;) {
    const statuses = await keyStatuses(services);
    onLook?.(statuses);
    const late = statuses.filter((status) => !isDone(status));
    if (late.length === 0) return statuses;
    if (performance.now() > until) throw new Problem(asIs(lateness(what, late)));
    await sleep(POLL_MS);
  }
}

function lateness(what: string, late: readonly KeyStatus[]): string {
  const troubles = late.flatMap(({ service, holders }) =>
    holders.filter(({ trouble }) => trouble !== '').map(({ replica, trouble }) => `${service} ${replica}: ${trouble}`),
  );
  return [
    say({
      uk: `Час вичерпано о ${late.map(({ service }) => service).join(', ')}; чекали, доки ${what}.`,
      en: `Timed out at ${late.map(({ service }) => service).join(', ')}, waiting until ${what}.`,
    }),
    ...troubles,
  ].join('\n  ');
}
