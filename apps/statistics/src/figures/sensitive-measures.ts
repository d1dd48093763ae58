import type { SensitiveMeasure } from '../publication/module.ts';
import { CASE_MEASURES } from './case-measures.ts';
import type { Texts } from './measure.ts';
import { findMeasure } from './measures.ts';

export const SENSITIVE_READINGS = ['released', 'exact'] as const;
type SensitiveReading = (typeof SENSITIVE_READINGS)[number];

/** What is counted of domestic violence and school safety, which no query of figures answers. */
export interface MeasureOfSensitive extends Texts {
  readonly name: string;
  readonly howToRead: readonly SensitiveReading[];
}

/** What is shown, and to whom. */
const SUPPRESSIONS = {
  released: {
    uk: 'Оприлюднюють для країни за місяць і рік, для областей за квартал і рік, для громад за рік. Кожне число випадково округлено, тому частини можуть не дорівнювати цілому. Малих чисел і нуля не показано.',
    en: 'Released for the country by month and year, for oblasts by quarter and year, for hromadas by year. Each number is rounded at random, so parts need not add up. Small numbers and 0 are not shown.',
  },
  exact: {
    uk: 'Не оприлюднюють. Точні числа читають лише ті, хто має на це право, із зазначеною метою; кожне читання записують.',
    en: 'Not released. Exact numbers are for entitled roles and a stated purpose, and each read is recorded.',
  },
} as const;

/** Of what is released. */
export const RELEASED_TEXTS = SUPPRESSIONS.released;

/** The same as of other categories. */
function asElsewhere(name: string): Texts {
  const measure = findMeasure(name);
  if (measure === undefined) throw new Error(`there is no measure ${name}`);
  return measure;
}

type Kind = Extract<SensitiveMeasure, `school_${string}`>;

const RELEASED: Readonly<Record<Exclude<SensitiveMeasure, Kind>, Texts>> = {
  incidents: asElsewhere('incidents'),
  killed: asElsewhere('killed'),
  injured: asElsewhere('injured'),
  prohibition_orders: {
    nameUk: 'Термінові заборонні приписи',
    nameEn: 'Urgent prohibition orders',
    unit: 'orders',
    definitionUk: 'Термінові заборонні приписи поліції, за днем запису.',
    definition: 'Urgent prohibition orders of the police, by the day of their record.',
    basis: 'protection-order-recorded',
  },
  restraining_orders: {
    nameUk: 'Обмежувальні приписи',
    nameEn: 'Restraining orders',
    unit: 'orders',
    definitionUk: 'Обмежувальні приписи судів, за днем запису.',
    definition: 'Restraining orders of courts, by the day of their record.',
    basis: 'restraining-order-recorded, protection-order-recorded',
  },
  order_breaches: {
    nameUk: 'Порушення приписів',
    nameEn: 'Breaches of orders',
    unit: 'breaches',
    definitionUk: 'Порушення заборонних та обмежувальних приписів, за днем порушення.',
    definition: 'Breaches of prohibition and restraining orders, by the day of the breach.',
    basis: 'protection-order-breached',
  },
  victim_referrals: {
    nameUk: 'Направлення постраждалих осіб',
    nameEn: 'Referrals of victims',
    unit: 'referrals',
    definitionUk: 'Направлення постраждалих осіб до соціальної служби громади, за днем направлення.',
    definition: 'Referrals of victims to the social service of the hromada, by the day of the referral.',
    basis: 'victim-referred',
  },
  visits_overdue: {
    nameUk: 'Прострочені повторні відвідування',
    nameEn: 'Overdue follow-up visits',
    unit: 'visits',
    definitionUk: 'Повторні відвідування, яких не здійснили вчасно, за днем, до якого мали відвідати.',
    definition: 'Follow-up visits that were not made in time, by the day on which they were due.',
    basis: 'follow-up-visit-overdue',
  },
  visits_done: {
    nameUk: 'Здійснені повторні відвідування',
    nameEn: 'Follow-up visits that took place',
    unit: 'visits',
    definitionUk: 'Повторні відвідування, здійснені вчасно або пізніше, за днем відвідування.',
    definition: 'Follow-up visits that took place, in time or late, by the day of the visit.',
    basis: 'follow-up-visit-recorded',
  },
};

const OF_SCHOOLS = { unit: 'incidents', basis: 'incident-reported, incident-withdrawn, incident-restored' } as const;

/** Parts of the incidents of school safety, by what happened. */
const KINDS: Readonly<Record<Kind, Texts>> = {
  school_bullying: {
    ...OF_SCHOOLS,
    nameUk: 'Булінг у школах',
    nameEn: 'Bullying at schools',
    definitionUk: 'Події категорії «Безпека в школі», у повідомленні про які вибрано «Булінг», за днем надходження.',
    definition: 'Incidents of school safety whose report names bullying, by day of receipt.',
  },
  school_drugs: {
    ...OF_SCHOOLS,
    nameUk: 'Наркотики у школах',
    nameEn: 'Drugs at schools',
    definitionUk: 'Події категорії «Безпека в школі», у повідомленні про які вибрано «Наркотики», за днем надходження.',
    definition: 'Incidents of school safety whose report names drugs, by day of receipt.',
  },
  school_crime: {
    ...OF_SCHOOLS,
    nameUk: 'Злочини у школах',
    nameEn: 'Crimes at schools',
    definitionUk: 'Події категорії «Безпека в школі», у повідомленні про які вибрано «Злочин», за днем надходження.',
    definition: 'Incidents of school safety whose report names a crime, by day of receipt.',
  },
  school_matter_unknown: {
    ...OF_SCHOOLS,
    nameUk: 'Події у школах невідомого виду',
    nameEn: 'Unknown kind at schools',
    definitionUk: 'Решта подій категорії «Безпека в школі»: невідомо, що саме сталося. За днем надходження.',
    definition: 'The rest of the incidents of school safety: it is not known what happened. By day of receipt.',
  },
};

/** What only entitled roles read: a part of the referrals, and what follows for the few who were sanctioned. */
const ONLY_EXACT: Readonly<Record<string, Texts>> = {
  referrals_accepted: {
    nameUk: 'Прийняті направлення',
    nameEn: 'Accepted referrals',
    unit: 'referrals',
    definitionUk: 'Направлення, які прийняла соціальна служба, за днем прийняття.',
    definition: 'Referrals that the social service accepted, by the day of the acceptance.',
    basis: 'referral-accepted',
  },
  ...Object.fromEntries(CASE_MEASURES.map((measure) => [measure.name, measure])),
};

/** Those that are released first. */
export const MEASURES_OF_SENSITIVE: readonly MeasureOfSensitive[] = [
  ...listed(RELEASED, SENSITIVE_READINGS),
  ...listed(KINDS, SENSITIVE_READINGS),
  ...listed(ONLY_EXACT, ['exact']),
];

function listed(texts: Readonly<Record<string, Texts>>, howToRead: readonly SensitiveReading[]): MeasureOfSensitive[] {
  return Object.entries(texts).map(([name, { nameUk, nameEn, unit, definitionUk, definition, basis }]) => ({
    name,
    nameUk,
    nameEn,
    unit,
    definitionUk,
    definition,
    basis,
    howToRead,
  }));
}

/** Of a measure that is released, how; of another one, to whom it is not. */
export function suppressionOf({ howToRead }: MeasureOfSensitive) {
  return SUPPRESSIONS[howToRead.includes('released') ? 'released' : 'exact'];
}
