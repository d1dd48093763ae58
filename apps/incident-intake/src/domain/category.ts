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

/** Of these nothing that could point to a person leaves the service (law 2229-VIII; children). */
const SENSITIVE: ReadonlySet<Category> = new Set(['domestic_violence', 'school_safety']);

export function isSensitive(category: Category): boolean {
  return SENSITIVE.has(category);
}

export const SENSITIVE_CATEGORIES: readonly Category[] = [...SENSITIVE];

/** Whoever reports such a thing should phone as well: 101 fire, 102 police, 103 ambulance, 104 gas, 112 any. */
const EMERGENCY_NUMBERS: Partial<Record<Category, string>> = {
  road_crash: '112',
  fire: '101',
  water: '101',
  medical: '103',
  domestic_violence: '102',
  public_order: '102',
  gas: '104',
};

/** The number to phone, empty where nothing burns. */
export function emergencyNumber(category: Category): string {
  return EMERGENCY_NUMBERS[category] ?? '';
}
