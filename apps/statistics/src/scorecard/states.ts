import type { Figure } from '../figures/module.ts';
import type { Counted } from './promise.ts';
import { splitOf } from './promise.ts';

/** States at the end of a span, and the measures that have them. */
const MEASURES = {
  community_officers: 'community_officers_active',
  hromadas_covered: 'hromadas_with_named_officer',
  camera_coverage: 'camera_coverage',
} as const;
export const STATE_MEASURES: readonly string[] = Object.values(MEASURES);

type StatePromise = keyof typeof MEASURES;

export function isState(promise: string): promise is StatePromise {
  return promise in MEASURES;
}

/** Undefined where nothing is known of the state. */
export function stateOf(figures: readonly Figure[], promise: StatePromise): Counted | undefined {
  const found = figures.find(({ measure }) => measure === MEASURES[promise]);
  if (found === undefined) return undefined;
  const { value, demonstration, base } = found;
  // Officers add up: where all are invented, nothing is known of real ones.
  if (promise === 'community_officers') {
    return { value: orUnknown(value - demonstration), demonstration: orUnknown(demonstration) };
  }
  const isCount = promise === 'hromadas_covered' && base !== undefined;
  return { ...splitOf(found, (each) => (isCount ? Math.round((each.value * base) / 100) : each.value)), whole: base };
}

function orUnknown(count: number): number | undefined {
  return count > 0 ? count : undefined;
}
