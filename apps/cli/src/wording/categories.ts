import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';

/** The names of a category. */
export interface CategoryName {
  /** Typed by users: "road-crash". */
  readonly word: string;
  readonly en: string;
  readonly uk: string;
}

const NAMES: ReadonlyMap<IncidentCategory, CategoryName> = new Map([
  [IncidentCategory.ROAD_CRASH, { word: 'road-crash', en: 'Road crash', uk: 'ДТП' }],
  [IncidentCategory.FIRE, { word: 'fire', en: 'Fire', uk: 'Пожежа' }],
  [IncidentCategory.WATER, { word: 'water', en: 'On water', uk: 'Подія на воді' }],
  [IncidentCategory.MEDICAL, { word: 'medical', en: 'Medical', uk: 'Медична допомога' }],
  [
    IncidentCategory.DOMESTIC_VIOLENCE,
    { word: 'domestic-violence', en: 'Domestic violence', uk: 'Домашнє насильство' },
  ],
  [IncidentCategory.SCHOOL_SAFETY, { word: 'school-safety', en: 'School safety', uk: 'Безпека в школі' }],
  [IncidentCategory.PUBLIC_ORDER, { word: 'public-order', en: 'Public order', uk: 'Громадський порядок' }],
  [IncidentCategory.GAS, { word: 'gas', en: 'Gas', uk: 'Газ' }],
  [IncidentCategory.INFRASTRUCTURE, { word: 'infrastructure', en: 'Infrastructure', uk: 'Інфраструктура' }],
  [IncidentCategory.ACCESS_BARRIER, { word: 'access-barrier', en: 'Access barrier', uk: 'Перешкода для доступності' }],
  [IncidentCategory.OTHER, { word: 'other', en: 'Other', uk: 'Інше' }],
]);

/** The accepted words, in the order of the contract. */
export const CATEGORY_WORDS: readonly string[] = [...NAMES.values()].map(({ word }) => word);

export function nameOfCategory(category: IncidentCategory): CategoryName {
  return NAMES.get(category) ?? { word: String(category), en: `Category ${category}`, uk: `Категорія ${category}` };
}

/** Parses a category; accepts "_" for "-". */
export function categoryOf(word: string): IncidentCategory | undefined {
  const wanted = word.trim().toLowerCase().replaceAll('_', '-');
  return [...NAMES].find(([, name]) => name.word === wanted)?.[0];
}
