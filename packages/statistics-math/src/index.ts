export {
  gammaQuantile,
  negativeBinomialAtLeast,
  negativeBinomialQuantile,
  normalQuantile,
  poissonAtLeast,
  poissonAtMost,
  type Moments,
} from './distributions.ts';
export {
  CONFIDENCE,
  poissonInterval,
  rateOf,
  rateRatio,
  shareOf,
  type Estimate,
  type Exposed,
  type Interval,
} from './rates.ts';
export { shrunkenRate, spreadOf, type Spread } from './shrinkage.ts';
export { betweenVarianceOf, exactFunnel, FUNNEL_INNER, FUNNEL_OUTER, widenedFunnel } from './funnel.ts';
export { dispersionOf, forecastCount, type SoFar } from './forecast.ts';
export { chanceOf, fitBaseline, MIN_DAYS, MIN_UNUSUAL, type Baseline } from './unusual-days.ts';
