import { planMap, type MapPlan } from '@safe-community/charts';
import { outlinesOf } from '@safe-community/territory';

export { BORDERS_ATTRIBUTION, BORDERS_ATTRIBUTION_UK } from '@safe-community/territory';

/** Areas to draw, and which places they are, in the same order. */
export interface Plan {
  readonly codes: readonly string[];
  readonly plan: MapPlan;
}

const kept = new Map<string, Plan>();

/** At most one a level and oblast: 29 in all. */
export function planOf(level: 'hromada' | 'oblast', oblastCode: string | undefined, width: number): Plan {
  const key = `${level} ${oblastCode ?? ''} ${width}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const outlined = outlinesOf(level, oblastCode);
  const plan = {
    codes: outlined.map(({ code }) => code),
    plan: planMap(
      outlined.map(({ rings }) => rings),
      width,
    ),
  };
  kept.set(key, plan);
  return plan;
}
