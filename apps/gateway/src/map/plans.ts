import { planMap, type MapPlan } from '@safe-community/charts';
import { outlinesOf } from '@safe-community/territory';

export { BORDERS_ATTRIBUTION, BORDERS_ATTRIBUTION_UK } from '@safe-community/territory';

/** Areas to draw, and which places they are, in the same order. */
export interface Plan {
  readonly codes: readonly string[];
  readonly plan: MapPlan;
}

/** Of the large maps, and of the one on the front page, in pixels. */
export const WIDTHS = { large: 640, small: 360 } as const;

/** Makes the plans that most visitors see, before the first of them waits: it takes half a second. */
export function prepareMaps(): void {
  planOf('hromada', undefined, WIDTHS.large);
  planOf('oblast', undefined, WIDTHS.large);
  planOf('oblast', undefined, WIDTHS.small);
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
