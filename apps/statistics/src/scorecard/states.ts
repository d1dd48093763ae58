import type { Figure } from '../figures/module.ts';
import type { Counted } from './promise.ts';

/** States at the end of a span, and the measures that have them. Officers on leave and suspended ones are in service. */
const MEASURES = {
  community_officers: ['community_officers_active', 'community_officers_on_leave', 'community_officers_suspended'],
  hromadas_covered: ['hromadas_with_named_officer'],
  camera_coverage: ['camera_coverage'],
} as const;
export const STATE_MEASURES: readonly string[] = Object.values(MEASURES).flat();

type StatePromise = keyof typeof MEASURES;

export function isState(promise: string): promise is StatePromise {
  return promise in MEASURES;
}

/** Undefined where nothing is known of the state. */
export function stateOf(figures: readonly Figure[], promise: StatePromise): Counted | undefined {
  const measures: readonly string[] = MEASURES[promise];
  const all = figures.filter(({ measure }) => measures.includes(measure));
  const [found] = all;
  if (found === undefined) return undefined;
  // Officers in service are of several states.
  if (promise === 'community_officers') return { value: all.reduce((sum, each) => sum + each.value, 0) };
  const { value, base } = found;
  const isCount = promise === 'hromadas_covered' && base !== undefined;
  return { value: isCount ? Math.round((value * base) / 100) : value, whole: base };
}
