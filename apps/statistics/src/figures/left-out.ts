import { CATEGORIES, isSensitive, type Category, type Reach } from '../incidents/category.ts';
import { CATEGORY_NAMES } from '../incidents/category-names.ts';
import type { Measure } from './measure.ts';
import { categoriesOffered } from './offered.ts';

interface Texts {
  readonly uk: string;
  readonly en: string;
}

/** What figures of a measure leave out, so that nobody is recognised: derived from the table of `incidents/openness.ts`. */
export function leftOut(measure: Pick<Measure, 'source' | 'lowestLevel' | 'leastCases'>): Texts {
  const sentences = [...ofCategories(measure), ...ofFew(measure)];
  if (sentences.length === 0) return NOTHING;
  return { uk: sentences.map(({ uk }) => uk).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}

const NOTHING: Texts = {
  uk: 'Нічого не вилучено: показник нічого не говорить про окрему людину.',
  en: 'Nothing is left out: it says nothing about a person.',
};

function ofCategories({ source, lowestLevel }: Pick<Measure, 'source' | 'lowestLevel'>): Texts[] {
  if (source.kind === 'surveys') return [OF_SURVEYS];
  if (source.kind !== 'cells' && source.kind !== 'events' && source.kind !== 'durations') return [];
  const missingAt = (needed: Reach) => {
    const offered = categoriesOffered({ source }, needed);
    return CATEGORIES.filter((category) => !isSensitive(category) && !offered.includes(category));
  };
  const isOfHromadas = lowestLevel === 'hromada';
  const below = isOfHromadas ? missingAt('hromada') : [];
  const ofPlaces =
    source.kind === 'cells' && isOfHromadas ? missingAt('place').filter((each) => !below.includes(each)) : [];
  return [
    {
      uk: `Без категорій ${namesOf(SENSITIVE, 'uk')}, зокрема в сумах: оприлюднені числа про них – окремі показники.`,
      en: `Without ${namesOf(SENSITIVE, 'en')}, in totals as well: what is released of them is listed separately.`,
    },
    ...(isOfHromadas ? [] : [ONLY_OBLASTS]),
    ...(below.length === 0
      ? []
      : [
          {
            uk: `Для районів і громад також без категорій ${namesOf(below, 'uk')}.`,
            en: `Of raions and hromadas also without ${namesOf(below, 'en')}.`,
          },
        ]),
    ...(ofPlaces.length === 0
      ? []
      : [
          {
            uk: `Для менших місць і за ознаками в громадах також без категорій ${namesOf(ofPlaces, 'uk')}.`,
            en: `Of smaller places, and by attribute of a hromada, also without ${namesOf(ofPlaces, 'en')}.`,
          },
        ]),
  ];
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
