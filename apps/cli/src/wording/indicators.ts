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
]);

export function nameOfIndicator(indicator: Indicator): IndicatorName {
  return NAMES.get(indicator) ?? { en: `Indicator ${indicator}`, uk: `Показник ${indicator}` };
}
