import type { Stretch } from '../load/call-times.ts';
import type { Run } from '../run.ts';

/** Codes on which a caller should retry the same call. */
const RETRYABLE = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED']);

/**
 * Counts the status codes of the calls that ended since the last check. Throws if a call failed with a code that is not
 * retryable.
 */
export function endingsDuring(run: Run, { from, to }: Stretch): ReadonlyMap<string, number> {
  const attempts = run.callers.attempts();
  const endings = new Map<string, number>();
  for (const { began, ended, reason = 'OK' } of attempts) {
    if (began > from && ended < to) endings.set(reason, (endings.get(reason) ?? 0) + 1);
  }
  for (const code of endings.keys()) {
    if (code !== 'OK' && !RETRYABLE.has(code)) throw new Error(`a call ended with ${code}`);
  }
  return endings;
}

export function endingsText(endings: ReadonlyMap<string, number>): string {
  return [...endings].map(([code, times]) => `${times} calls ended with ${code}`).join(', ');
}
