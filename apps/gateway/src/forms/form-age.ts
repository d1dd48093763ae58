/** A form on its way. */
interface Begun {
  /** Milliseconds. */
  readonly startedAt: number;
}

/** How long a form can be sent: longer than anyone needs to fill it in. */
export const MAX_FORM_MS = 24 * 3_600_000;

export function isExpired({ startedAt }: Begun, now: Date): boolean {
  return now.getTime() - startedAt > MAX_FORM_MS;
}

/** Nobody reads and answers a form within this time. */
const MIN_FORM_MS = 3_000;

export function isTooFast({ startedAt }: Begun, now: Date): boolean {
  return now.getTime() - startedAt < MIN_FORM_MS;
}
