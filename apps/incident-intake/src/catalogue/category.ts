/** What an incident is about. */
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

/** No event of these contains anything that could identify a person (law 2229-VIII; children). */
const SENSITIVE: ReadonlySet<Category> = new Set(['domestic_violence', 'school_safety']);

export function isSensitive(category: Category): boolean {
  return SENSITIVE.has(category);
}

export const SENSITIVE_CATEGORIES: readonly Category[] = [...SENSITIVE];
