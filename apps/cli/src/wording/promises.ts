import { Promise as Promises, Trend } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';

interface PromiseName {
  readonly word: string;
  readonly en: string;
  readonly uk: string;
}

const NAMES: ReadonlyMap<Promises, PromiseName> = new Map([
  [Promises.DEATHS_TOTAL, { word: 'deaths_total', en: 'Killed, all causes', uk: 'Загинуло, усі причини' }],
  [Promises.DEATHS_ROAD, { word: 'deaths_road', en: 'Killed on roads', uk: 'Загинуло на дорогах' }],
  [Promises.DEATHS_FIRE, { word: 'deaths_fire', en: 'Killed in fires', uk: 'Загинуло на пожежах' }],
  [Promises.DEATHS_WATER, { word: 'deaths_water', en: 'Killed on water', uk: 'Загинуло на воді' }],
  [Promises.DEFENDERS_KILLED, { word: 'defenders_killed', en: 'Defenders killed', uk: 'Загинуло захисників' }],
  [
    Promises.FIRE_RESPONSE,
    { word: 'fire_response', en: 'Median time to a fire, s', uk: 'Медіана прибуття на пожежу, с' },
  ],
  [Promises.COMMUNITY_OFFICERS, { word: 'community_officers', en: 'Community officers', uk: 'Офіцери громад' }],
  [Promises.HROMADAS_COVERED, { word: 'hromadas_covered', en: 'Hromadas with an officer', uk: 'Громади з офіцером' }],
  [Promises.CAMERA_COVERAGE, { word: 'camera_coverage', en: 'Patrol with a camera, %', uk: 'Патрульні з камерою, %' }],
  [Promises.TRUST, { word: 'trust', en: 'Trust in the officers, %', uk: 'Довіра до офіцерів, %' }],
]);

export function nameOfPromise(promise: Promises): PromiseName {
  const other = String(promise);
  return NAMES.get(promise) ?? { word: other, en: `Promise ${other}`, uk: `Обіцянка ${other}` };
}

const TRENDS: ReadonlyMap<Trend, string> = new Map([
  [Trend.FEWER, 'fewer · менше'],
  [Trend.NO_CLEAR_CHANGE, 'no clear change · без явних змін'],
  [Trend.MORE, 'more · більше'],
]);

/** A dash if it is not known. */
export function nameOfTrend(trend: Trend): string {
  return TRENDS.get(trend) ?? '—';
}
