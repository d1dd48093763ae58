/** An event that lacks what counting needs, or contradicts itself. The message names the field, never a value. */
export class UncountableEvent extends Error {
  override readonly name = 'UncountableEvent';
  readonly messageIsLoggable = true;
}

/** A time that an event must have. */
export function requireTime(time: Date | undefined, field: string): Date {
  if (time === undefined || Number.isNaN(time.getTime())) throw new UncountableEvent(`${field} is not a time`);
  return time;
}

/** A code that an event must have. */
export function requireCode(code: string, field: string): string {
  if (code === '') throw new UncountableEvent(`${field} is empty`);
  return code;
}
