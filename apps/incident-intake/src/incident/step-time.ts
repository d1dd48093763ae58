import { isPlausible } from './plausible-time.ts';
import { unless, type Violation } from './violation.ts';

/** When a step happened, or why that cannot be. */
export type StepTime = { readonly at: Date } | { readonly violations: readonly Violation[] };

/**
 * When a step happened: as told, else now. The step before and the clock here bound it, so that the times of a
 * course never run backwards, whichever clock told them.
 */
export function stepTime(told: Date | undefined, earliest: Date, now: Date, field: string, since: string): StepTime {
  if (told === undefined) return { at: latest(earliest, now) };
  const violations = [
    ...unless(isPlausible(told, now), field, 'must be a time that is not in the future'),
    ...unless(!(told < earliest), field, `must not be before ${since}`),
  ];
  return violations.length > 0 ? { violations } : { at: latest(earliest, told < now ? told : now) };
}

export function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
