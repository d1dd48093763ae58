import type { UnitName } from '../figures/module.ts';

/** Seconds as minutes, hours, or days, whichever the largest is easiest to read in. */
export function readableUnit(unit: UnitName, largest: number): { readonly unit: UnitName; readonly divisor: number } {
  if (unit !== 'seconds') return { unit, divisor: 1 };
  const [minute, hour, day] = [60, 3_600, 86_400];
  if (largest >= 3 * day) return { unit: 'days', divisor: day };
  return largest >= 5 * hour ? { unit: 'hours', divisor: hour } : { unit: 'minutes', divisor: minute };
}

/** Texts of the charts of figures. */
export const TEXTS = {
  oblast: { uk: 'область', en: 'oblast' },
  hromada: { uk: 'громада', en: 'hromada' },
  country: { uk: 'Україна', en: 'Ukraine' },
  knownOn: { uk: 'як відомо на', en: 'as known on' },
  basis: { uk: 'Показник', en: 'Measure' },
  atLeast: { uk: 'щонайменше', en: 'at least' },
  partial: { uk: 'за неповними даними', en: 'from incomplete data' },
  incomplete: {
    uk: 'Де сказано «щонайменше» або «за неповними даними», повідомляють не всі.',
    en: 'Where numbers are “at least” or “from incomplete data”, not everybody reports.',
  },
  notDrawn: { uk: 'Територій без меж на карті', en: 'Territories without borders on the map' },
  official: { uk: 'Офіційно', en: 'Official' },
  progress: { uk: 'Виконання програми «Безпечна громада»', en: 'Progress of the Safe Community programme' },
  due: { uk: 'до', en: 'by' },
  moreThan: { uk: 'понад', en: 'over' },
  about: { uk: 'близько', en: 'about' },
  territories: { uk: 'за територіями', en: 'by territory' },
  categories: { uk: 'за категоріями', en: 'by category' },
} as const;

/** Texts of the charts of rates. */
export const RATE_TEXTS = {
  unit: { uk: 'на 100\u00A0000 населення', en: 'per 100,000 people' },
  interval: { uk: 'точний 95\u00A0% інтервал (Пуассон)', en: 'exact 95% interval (Poisson)' },
  together: { uk: 'Усі разом', en: 'All together' },
  population: { uk: 'населення (логарифмічна шкала)', en: 'population (logarithmic)' },
  order: {
    uk: 'Порядок: за показником, наближеним до середнього тим більше, що менше населення.',
    en: 'In the order of rates that are drawn towards the mean, the more the smaller the population is.',
  },
  spread: {
    uk: 'Межі враховують, що справжні показники відрізняються на {}\u00A0% (стандартне відхилення) понад випадковість.',
    en: 'The limits allow for true rates that differ by {}% (standard deviation) beyond chance.',
  },
  withoutPopulation: { uk: 'Кількість населення невідома', en: 'Population not known' },
  occupied: { uk: 'Не враховано тимчасово окупованих: {}', en: 'Left out, because temporarily occupied: {}' },
  sources: { uk: 'Населення', en: 'Population' },
} as const;
