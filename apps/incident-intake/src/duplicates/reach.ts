import type { Category } from '../catalogue/category.ts';

/** How far apart in place and time two reports may lie and still be as likely as not of one thing. */
export interface Reach {
  readonly metres: number;
  readonly ms: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Estimates, to be set anew by what people merge. Smoke and floods are seen from afar; a crash is named by the
 * nearest crossing; who calls an ambulance stands beside the patient. A pit stays where it is until it is filled.
 */
const REACH: Readonly<Record<Category, Reach>> = {
  road_crash: { metres: 500, ms: HOUR },
  fire: { metres: 1_000, ms: 3 * HOUR },
  water: { metres: 1_000, ms: 6 * HOUR },
  medical: { metres: 150, ms: HOUR },
  domestic_violence: { metres: 100, ms: 6 * HOUR },
  school_safety: { metres: 300, ms: 7 * DAY },
  public_order: { metres: 300, ms: 2 * HOUR },
  gas: { metres: 300, ms: 6 * HOUR },
  infrastructure: { metres: 100, ms: 30 * DAY },
  access_barrier: { metres: 50, ms: 30 * DAY },
  other: { metres: 200, ms: 6 * HOUR },
};

/** Beyond so many times the reach nothing speaks for one thing any more. */
export const FARTHEST = 2;

export function reachOf(category: Category): Reach {
  return REACH[category];
}

/** 1 at no distance, half at the reach, 0 from twice the reach on. */
export function nearness(apart: number, reach: number): number {
  return Math.max(0, 1 - apart / (FARTHEST * reach));
}
