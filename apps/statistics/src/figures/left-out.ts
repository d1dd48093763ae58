import { CATEGORIES, isSensitive, type Category, type Reach } from '../incidents/category.ts';
import { CATEGORY_NAMES } from '../incidents/category-names.ts';
import type { Measure } from './measure.ts';
import { categoriesOffered } from './offered.ts';

interface Texts {
  readonly uk: string;
  readonly en: string;
}

/** What figures of a measure leave out, so that nobody is recognised: derived from the table of `incidents/category.ts`. */
export function leftOut(measure: Pick<Measure, 'source' | 'lowestLevel' | 'leastCases'>): Texts {
  return joined([...ofCategories(measure), ...ofPlaces(measure), ...ofFew(measure)]) ?? NOTHING;
}

/** The same of figures that do not add up categories. Undefined: nothing. */
export function leftOutOfCategory(measure: Pick<Measure, 'leastCases'>): Texts | undefined {
  return joined(ofFew(measure));
}

/** Of totals of a territory. Undefined: nothing. */
export function leftOutOfTotal(measure: Pick<Measure, 'source' | 'lowestLevel'>): Texts | undefined {
  return joined(ofCategories(measure));
}

function joined(sentences: readonly Texts[]): Texts | undefined {
  if (sentences.length === 0) return undefined;
  return { uk: sentences.map(({ uk }) => uk).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}

const NOTHING: Texts = {
  uk: 'Нічого не вилучено: показник нічого не говорить про окрему людину.',
  en: 'Nothing is left out: it says nothing about a person.',
};

function ofCategories({ source, lowestLevel }: Pick<Measure, 'source' | 'lowestLevel'>): Texts[] {
  if (source.kind === 'surveys') return [OF_SURVEYS];
  if (source.kind !== 'cells' && source.kind !== 'events' && source.kind !== 'durations') return [];
  const below = missingAt('hromada', { source });
  return [
    {
      uk: `Без категорій ${namesOf(SENSITIVE, 'uk')}, зокрема в сумах: оприлюднені числа про них – окремі показники.`,
      en: `Without ${namesOf(SENSITIVE, 'en')}, in totals as well: what is released of them is listed separately.`,
    },
    ...(lowestLevel === 'hromada'
      ? withoutThese(below, { uk: 'Для районів і громад', en: 'For raions and hromadas' })
      : [ONLY_OBLASTS]),
  ];
}

/** Of smaller places, and of attributes of hromadas. */
function ofPlaces({ source, lowestLevel }: Pick<Measure, 'source' | 'lowestLevel'>): Texts[] {
  if (source.kind !== 'cells' || lowestLevel !== 'hromada') return [];
  const below = missingAt('hromada', { source });
  const missing = missingAt('everywhere', { source }).filter((each) => !below.includes(each));
  return withoutThese(missing, {
    uk: 'Для менших місць і за ознаками в громадах',
    en: 'For smaller places, and by attribute of a hromada,',
  });
}

function withoutThese(categories: readonly Category[], where: Texts): Texts[] {
  if (categories.length === 0) return [];
  return [
    {
      uk: `${where.uk} також без ${categories.length === 1 ? 'категорії' : 'категорій'} ${namesOf(categories, 'uk')}.`,
      en: `${where.en} also without ${namesOf(categories, 'en')}.`,
    },
  ];
}

function missingAt(needed: Reach, measure: Pick<Measure, 'source'>): Category[] {
  const offered = categoriesOffered(measure, needed);
  return CATEGORIES.filter((category) => !isSensitive(category) && !offered.includes(category));
}

const SENSITIVE = CATEGORIES.filter(isSensitive);

const OF_SURVEYS: Texts = {
  uk: 'Частки, для яких вибірка замала або інтервал заширокий за чинними правилами оприлюднення, вилучено.',
  en: 'Shares whose sample is too small, or whose interval is too wide, for the disclosure policy in force are left out.',
};

const ONLY_OBLASTS: Texts = {
  uk: 'Для районів і громад показника немає: там було б відомо, про кого йдеться.',
  en: 'Not of raions and hromadas: it would be known of whom.',
};

function ofFew({ leastCases }: Pick<Measure, 'leastCases'>): Texts[] {
  if (leastCases === undefined) return [];
  return [
    {
      uk: `Якщо випадків менше ніж ${leastCases}, показника немає.`,
      en: `With fewer than ${leastCases} cases there is no figure.`,
    },
  ];
}

function namesOf(categories: readonly Category[], language: 'uk' | 'en'): string {
  return categories
    .map((category) => CATEGORY_NAMES[category][language])
    .map((name) => (language === 'uk' ? `«${name}»` : name.toLowerCase()))
    .join(', ');
}
