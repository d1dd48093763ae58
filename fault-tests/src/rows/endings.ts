import type { Stretch } from '../load/call-times.ts';
import type { Run } from '../run.ts';

/** What tells a caller to send the same once more. */
const RETRYABLE = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED']);

/**
 * How the calls ended that began and ended meanwhile, and how often: a status code each. Throws when one failed with
 * a code that does not say that the same call may be sent again.
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
