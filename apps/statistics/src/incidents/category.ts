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

/**
 * Down to where the numbers of a category are published exactly. Below, they are offered on no way, neither alone nor in a
 * sum; those that are `rounded` are exact nowhere (`publication`). From the narrowest to the widest: `everywhere` includes
 * smaller places, where a measure has them, and attributes of hromadas.
 */
export const REACHES = ['rounded', 'oblast', 'hromada', 'everywhere'] as const;
export type Reach = (typeof REACHES)[number];

/** What is published of a category, and why. */
interface Openness {
  /** Of incidents, their steps and times. */
  readonly incidents: Reach;
  /** Of people who were hurt. */
  readonly hurt: Reach;
  readonly reasonUk: string;
  readonly reason: string;
}

const IN_THE_OPEN = {
  incidents: 'everywhere',
  hurt: 'everywhere',
  reasonUk: 'Подію видно всім, і про постраждалих повідомляють самі служби.',
  reason: 'Everybody sees it, and the services themselves report who was hurt.',
} as const satisfies Openness;

const OF_THINGS = {
  incidents: 'everywhere',
  hurt: 'everywhere',
  reasonUk: 'Ідеться про речі, а не про людей.',
  reason: 'It is about things, not people.',
} as const satisfies Openness;

/** The one table of what is exact and what is not. All answers, and the documents, derive from it. */
export const OPENNESS: Readonly<Record<Category, Openness>> = {
  road_crash: IN_THE_OPEN,
  fire: IN_THE_OPEN,
  water: IN_THE_OPEN,
  medical: {
    incidents: 'oblast',
    hurt: 'oblast',
    reasonUk: 'У громаді сусіди впізнали б хворого (стаття 7 закону 2297-VI).',
    reason: 'In a hromada, neighbours would know who was ill (article 7 of law 2297-VI).',
  },
  domestic_violence: {
    incidents: 'rounded',
    hurt: 'rounded',
    reasonUk: 'Число може виказати сім’ю, а кривдникові – те, що на нього заявили (закон 2229-VIII).',
    reason: 'A number can give away a family, and tell an offender that somebody reported him (law 2229-VIII).',
  },
  school_safety: {
    incidents: 'rounded',
    hurt: 'rounded',
    reasonUk: 'Ідеться про дітей, яких у школі знають усі.',
    reason: 'It is about children whom everybody at the school knows.',
  },
  public_order: {
    incidents: 'hromada',
    hurt: 'oblast',
    reasonUk: 'Кількість викликів поліції нікого не називає, а про потерпілого чи місце в селі сказала б зайве.',
    reason: 'How often the police were called names nobody; who was hurt, or in which village, would.',
  },
  gas: IN_THE_OPEN,
  infrastructure: OF_THINGS,
  access_barrier: OF_THINGS,
  other: {
    incidents: 'hromada',
    hurt: 'oblast',
    reasonUk: 'Невідомо, про що йдеться: може бути й про зниклу людину.',
    reason: 'It is not known what it is about: perhaps about a missing person.',
  },
};

/** Whether exact numbers of a category are published down to there. */
export function reaches(category: Category, of: 'incidents' | 'hurt', needed: Reach): boolean {
  const reach = OPENNESS[category][of];
  return reach !== 'rounded' && REACHES.indexOf(reach) >= REACHES.indexOf(needed);
}

/** Those of which only rounded numbers are released. */
export const SENSITIVE_CATEGORIES: readonly Category[] = CATEGORIES.filter(isSensitive);

export function isSensitive(category: Category): boolean {
  return OPENNESS[category].incidents === 'rounded';
}
