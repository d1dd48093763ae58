import {
  Promise as Promises,
  Trend,
  type PeriodScorecard,
  type PromiseMeasure,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { dayOf } from '../site/module.ts';
import { toOfficialValue } from './official.client.ts';
import type { PeriodView, PromiseFigures, PromiseName, Unit } from './period.ts';

/** Officers, hromadas, cameras, and trust have sections of their own. */
const SHOWN: ReadonlyMap<Promises, readonly [PromiseName, Unit]> = new Map([
  [Promises.DEATHS_TOTAL, ['deathsTotal', 'count']],
  [Promises.DEATHS_ROAD, ['deathsRoad', 'count']],
  [Promises.DEATHS_FIRE, ['deathsFire', 'count']],
  [Promises.DEATHS_WATER, ['deathsWater', 'count']],
  [Promises.DEFENDERS_KILLED, ['defendersKilled', 'count']],
  [Promises.FIRE_RESPONSE, ['fireResponse', 'minutes']],
  [Promises.LIGHTS_REPAIRED, ['lightsRepaired', 'count']],
  [Promises.LIGHT_REPAIR_TIME, ['lightRepairTime', 'minutes']],
  [Promises.PITS_REPAIRED, ['pitsRepaired', 'count']],
  [Promises.PIT_REPAIR_TIME, ['pitRepairTime', 'minutes']],
  [Promises.BARRIERS_REMOVED, ['barriersRemoved', 'count']],
  [Promises.BARRIER_REMOVAL_TIME, ['barrierRemovalTime', 'minutes']],
  [Promises.DOMESTIC_VIOLENCE, ['domesticViolence', 'count']],
  [Promises.VISITS_OVERDUE, ['visitsOverdue', 'count']],
  [Promises.SCHOOL_SAFETY, ['schoolSafety', 'count']],
  [Promises.COMPLAINTS_IN_TIME, ['complaintsInTime', 'percent']],
  [Promises.AMBULANCE_ARRIVAL, ['ambulanceArrival', 'minutes']],
  [Promises.QUESTIONS_ANSWERED_IN_TIME, ['questionsAnsweredInTime', 'percent']],
]);

const TRENDS: ReadonlyMap<Trend, PromiseFigures['trend']> = new Map([
  [Trend.FEWER, 'fewer'],
  [Trend.NO_CLEAR_CHANGE, 'same'],
  [Trend.MORE, 'more'],
]);

export function toPeriod(period: PeriodScorecard): PeriodView {
  return {
    firstDay: dayOf(period.firstDay),
    countedUntil: dayOf(period.countedUntil),
    promises: period.promises.flatMap(toFigures),
    sentences: period.ratios.map(({ sentenceUk, sentenceEn }) => ({ uk: sentenceUk, en: sentenceEn })),
  };
}

function toFigures(measure: PromiseMeasure): PromiseFigures[] {
  const shown = SHOWN.get(measure.promise);
  if (shown === undefined) return [];
  const [promise, unit] = shown;
  const inUnit = (value: number | undefined) => (unit === 'minutes' && value !== undefined ? value / 60 : value);
  const { current, baselines, trend, target, coveredFrom, coveredTo } = measure;
  return [
    {
      promise,
      unit,
      counted: inUnit(current),
      yearBefore: inUnit(baselines[0]?.counted),
      trend: TRENDS.get(trend),
      target: target && toOfficialValue(target),
      covered: coveredFrom === '' ? undefined : { from: dayOf(coveredFrom), to: dayOf(coveredTo) },
    },
  ];
}
