import { unless, type Violation } from '@safe-community/domain-kit';
import type { ExpectedTimesRule, RetentionRule } from '../catalogue/module.ts';
import { isWithin, problemsOf } from './law.ts';

/** What is expected of incidents and how long they are kept, by dated rules. */
export interface Terms {
  readonly expectedTimes: readonly ExpectedTimesRule[];
  readonly retention: readonly RetentionRule[];
}

export const MINUTE_MS = 60_000;
const YEAR_MINUTES = 366 * 24 * 60;
const MAX_RETENTION_DAYS = 36_525;

export function checkExpectedTimes({ times }: ExpectedTimesRule): Violation[] {
  const steps = {
    to_triage_minutes: times.toTriage,
    to_dispatch_minutes: times.toDispatch,
    to_scene_minutes: times.toScene,
    to_resolution_minutes: times.toResolution,
  };
  // At least a minute: nobody can react faster.
  return Object.entries(steps).flatMap(([field, ms]) =>
    unless(isWithin(ms / MINUTE_MS, 1, YEAR_MINUTES), field, `must be 1 to ${YEAR_MINUTES}`),
  );
}

export function checkRetention({ days }: RetentionRule): Violation[] {
  return unless(isWithin(days, 1, MAX_RETENTION_DAYS), 'days', `must be 1 to ${MAX_RETENTION_DAYS}`);
}

/** What is wrong with all of them, in words. */
export function checkTerms({ expectedTimes, retention }: Terms): string[] {
  return [...problemsOf(expectedTimes, checkExpectedTimes), ...problemsOf(retention, checkRetention)];
}
