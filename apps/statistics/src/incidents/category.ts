/**
 * The categories of the contract. Intake has the same list and rule: apps do not import each other, and the contract joins
 * them.
 */
export const CATEGORIES = [
  'road_crash',
  'fire',
  'water',
  'medical',
  'domestic_violence',
  'school_safety',
  'public_order',
  'gas',
  'infrastructure',
  'access_barrier',
  'other',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** A few cases in a small place identify a person (law 2229-VIII; children). */
const SENSITIVE: ReadonlySet<Category> = new Set(['domestic_violence', 'school_safety']);

export const SENSITIVE_CATEGORIES: readonly Category[] = CATEGORIES.filter(isSensitive);

export function isSensitive(category: Category): boolean {
  return SENSITIVE.has(category);
}
