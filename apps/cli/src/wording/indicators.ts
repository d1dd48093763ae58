import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';

/** The names of an indicator. */
export interface IndicatorName {
  readonly en: string;
  readonly uk: string;
}

const NAMES: ReadonlyMap<Indicator, IndicatorName> = new Map([
  [Indicator.DEATHS_ROAD, { en: 'On roads', uk: 'На дорогах' }],
  [Indicator.DEATHS_FIRE, { en: 'In fires', uk: 'На пожежах' }],
  [Indicator.DEATHS_WATER, { en: 'On water', uk: 'На воді' }],
  [Indicator.DEATHS_NOT_ITEMISED, { en: 'Not itemised', uk: 'Не деталізовано' }],
  [Indicator.DEATHS_TOTAL, { en: 'All citizens', uk: 'Усього громадян' }],
  [Indicator.DEFENDERS_KILLED, { en: 'Defenders (apart)', uk: 'Захисники (окремо)' }],
  [Indicator.COMMUNITY_OFFICERS, { en: 'Community officers', uk: 'Поліцейські офіцери громад' }],
  [Indicator.HROMADAS_COVERED, { en: 'Hromadas with an officer', uk: 'Громади з офіцером' }],
  [Indicator.HROMADAS, { en: 'Hromadas', uk: 'Громади' }],
  [Indicator.TRUST_PERCENT, { en: 'Trust in community officers, %', uk: 'Довіра до офіцерів громад, %' }],
  [Indicator.CAMERA_COVERAGE_PERCENT, { en: 'Patrol police with a camera, %', uk: 'Патрульні з камерою, %' }],
]);

export function nameOfIndicator(indicator: Indicator): IndicatorName {
  return NAMES.get(indicator) ?? { en: `Indicator ${indicator}`, uk: `Показник ${indicator}` };
}

const WORDS: ReadonlyMap<string, Indicator> = new Map(
  Object.entries(Indicator).flatMap(([word, indicator]) =>
    indicator !== Indicator.UNRECOGNIZED && NAMES.has(indicator) ? [[word.toLowerCase(), indicator] as const] : [],
  ),
);

/** "deaths_road" and so on. */
export const INDICATOR_WORDS: readonly string[] = [...WORDS.keys()];

export function indicatorOf(word: string): Indicator | undefined {
  return WORDS.get(word);
}

/** Empty for an indicator that a later version has added. */
export function wordOfIndicator(indicator: Indicator | undefined): string {
  return [...WORDS].find(([, each]) => each === indicator)?.[0] ?? '';
}
