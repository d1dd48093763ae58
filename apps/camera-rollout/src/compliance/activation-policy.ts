import { checkDay, checkSource, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** How near to the arrival a recording must be: dated, with its source. */
export interface ActivationPolicy {
  /** Arrivals from this day on. */
  readonly effectiveOn: Day;
  /** Before and after the arrival. */
  readonly graceSeconds: number;
  readonly source: string;
}

const MAX_SECONDS = 86_400;

export function checkPolicy({ effectiveOn, graceSeconds, source }: ActivationPolicy): Violation[] {
  return [
    ...checkDay(effectiveOn, 'effective_on'),
    ...unless(graceSeconds <= MAX_SECONDS, 'grace_seconds', 'must be at most 86,400'),
    ...checkSource(source, 'source'),
  ];
}
