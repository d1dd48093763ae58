import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { TargetArea } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Direction, Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';

import { POLICE, seriesOf } from './official-answers.ts';

const SOURCE = {
  title: 'Заява',
  published: { year: 2021, month: 11, day: 4 },
};
const DAY = { year: 2021, month: 12, day: 31 };
/** Of a whole year, or of a day. */
export const official = (
  indicator: Indicator,
  value: number,
  qualifier: Qualifier = Qualifier.EXACT,
  year?: number,
) => ({
  series: seriesOf(POLICE, indicator, 'МВС', 'Ministry of Internal Affairs'),
  value,
  qualifier,
  periodStart: year === undefined ? DAY : { year, month: 1, day: 1 },
  periodEnd: year === undefined ? DAY : { year, month: 12, day: 31 },
  provenance: SOURCE,
});

export const COMPLETE = { completeness: Completeness.COMPLETE, coveredPercent: 100 };
export const INCOMPLETE = { completeness: Completeness.INCOMPLETE, coveredPercent: 37.04 };
export const NOBODY = { completeness: Completeness.UNKNOWN };

/** As statistics declares promises. */
const LISTED = { shown: ['pages', 'terminal'], better: Direction.FEWER, unit: 'people' };
const ROWS = [
  {
    ...LISTED,
    id: 'deaths_road',
    titleUk: 'Загинуло на дорогах',
    titleEn: 'Killed on roads',
    group: 'lives',
    measures: ['killed'],
    value: 1_500,
    coverage: COMPLETE,
    outcomesOpen: 12n,
    baselines: [
      { counted: 1_700, coverage: COMPLETE, official: official(Indicator.DEATHS_ROAD, 3_249, Qualifier.EXACT, 2025) },
      { official: official(Indicator.DEATHS_ROAD, 3_541, Qualifier.EXACT, 2020) },
    ],
    trend: Trend.FEWER,
    charted: { measure: 'killed', category: IncidentCategory.ROAD_CRASH },
  },
  {
    id: 'deaths_not_itemised',
    titleUk: 'Не деталізовано',
    titleEn: 'Not itemised',
    group: 'lives',
    unit: 'people',
    baselines: [{}, { official: official(Indicator.DEATHS_NOT_ITEMISED, 1_331, Qualifier.EXACT, 2020) }],
    verdict: Verdict.NOT_MEASURED,
  },
  {
    ...LISTED,
    id: 'deaths_total',
    leftOutUk: 'Без категорії «Безпека в школі».',
    leftOutEn: 'Without school safety.',
    titleUk: 'Загинуло громадян, усі причини',
    titleEn: 'Citizens killed, all causes',
    group: 'lives',
    value: 20,
    coverage: INCOMPLETE,
    baselines: [
      { counted: 30, coverage: INCOMPLETE },
      { official: official(Indicator.DEATHS_TOTAL, 7_814, Qualifier.EXACT, 2020) },
    ],
    difference: { total: 7_814, sum: 7_800, missingParts: [Indicator.DEATHS_ROAD] },
  },
  {
    ...LISTED,
    id: 'deaths_water',
    titleUk: 'Загинуло на воді',
    titleEn: 'Killed on water',
    group: 'lives',
    measures: ['killed'],
    value: 8,
    coverage: INCOMPLETE,
    baselines: [{ counted: 9, coverage: INCOMPLETE }, {}],
  },
  {
    ...LISTED,
    id: 'deaths_fire',
    titleUk: 'Загинуло на пожежах',
    titleEn: 'Killed in fires',
    group: 'lives',
    measures: ['killed'],
    coverage: NOBODY,
    verdict: Verdict.NOT_MEASURED,
  },
  {
    ...LISTED,
    id: 'questions_answered_in_time',
    titleUk: 'Запитання мешканців, на які відповіли вчасно',
    titleEn: 'Questions of residents answered in time',
    group: 'on_time',
    unit: 'per cent',
    measures: ['questions_answered_in_time'],
    verdict: Verdict.NOT_MEASURED,
  },
  {
    ...LISTED,
    id: 'fire_response',
    titleUk: 'Час прибуття на пожежу',
    titleEn: 'Time to arrive at a fire',
    group: 'on_time',
    unit: 'seconds',
    measures: ['response_time_p50'],
    value: 611,
    coverage: COMPLETE,
    rules: [
      { minutes: 10, area: TargetArea.URBAN },
      { minutes: 20, area: TargetArea.RURAL },
    ],
    verdict: Verdict.CANNOT_BE_TOLD,
    charted: { measure: 'response_time_p50', category: IncidentCategory.FIRE },
  },
  {
    ...LISTED,
    id: 'community_officers',
    titleUk: 'Офіцери громад на посаді',
    titleEn: 'Community officers in post',
    group: 'near',
    unit: 'officers',
    better: Direction.MORE,
    value: 640,
    target: official(Indicator.COMMUNITY_OFFICERS, 2_000),
    goals: [official(Indicator.COMMUNITY_OFFICERS, 2_000)],
    due: '2021-12-31',
    verdict: Verdict.LATE,
  },
  { id: 'officers_on_beats', group: 'near', unit: 'officers', value: 632 },
  { id: 'hromadas_on_beats', group: 'near', unit: 'hromadas', value: 372, whole: 1_469 },
  { id: 'patrol_with_camera', group: 'near', unit: 'officers', value: 60, whole: 100 },
  {
    ...LISTED,
    id: 'camera_coverage',
    titleUk: 'Патрульні з камерою',
    titleEn: 'Patrol with a body camera',
    group: 'near',
    unit: 'per cent',
    better: Direction.MORE,
    value: 93.74,
    whole: 1_494,
    target: official(Indicator.CAMERA_COVERAGE_PERCENT, 100),
    verdict: Verdict.ON_THE_WAY,
    charted: { measure: 'camera_coverage' },
  },
  {
    ...LISTED,
    id: 'trust',
    titleUk: 'Довіра до офіцерів',
    titleEn: 'Trust in the officers',
    group: 'near',
    unit: 'per cent',
    better: Direction.MORE,
    value: 64,
    target: official(Indicator.TRUST_PERCENT, 70, Qualifier.MORE_THAN),
    verdict: Verdict.CANNOT_BE_TOLD,
    sample: { size: 400, effectiveSize: 200, low: 57.1, high: 70.3 },
    official: official(Indicator.TRUST_PERCENT, 70, Qualifier.MORE_THAN),
  },
  {
    ...LISTED,
    id: 'pit_repair_time',
    titleUk: 'Час ремонту ями',
    titleEn: 'Time to repair a pothole',
    group: 'streets',
    unit: 'seconds',
    value: 5_400,
    baselines: [{ counted: 7_080 }],
  },
  {
    ...LISTED,
    id: 'school_safety',
    titleUk: 'Події у школах',
    titleEn: 'Incidents at schools',
    group: 'protection',
    value: 40,
    coveredFrom: '2026-01-01',
    coveredTo: '2026-09-30',
  },
  {
    ...LISTED,
    id: 'complaints_in_time',
    titleUk: 'Скарги на поліцію, розглянуті вчасно',
    titleEn: 'Complaints about the police answered in time',
    group: 'on_time',
    unit: 'per cent',
    value: 87.5,
  },
];

/** The country this year. */
export const SCORECARD_ANSWER = GetScorecardResponse.fromPartial({
  scorecard: {
    asOf: new Date('2026-11-28T09:00:00Z'),
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    countedUntil: '2026-11-28',
    rows: ROWS,
    ratios: [
      {
        cause: 'deaths_road',
        official: true,
        series: POLICE,
        firstDay: '2025-01-01',
        lastDay: '2025-12-31',
        deaths: 3_249,
        deaths2020: 3_541,
        ratio: { value: 0.918, low: 0.873, high: 0.964 },
        trend: Trend.FEWER,
        sentenceUk: 'На дорогах гине менше людей, ніж 2020 року.',
        sentenceEn: 'Fewer people die on roads than in 2020.',
      },
    ],
    incidents: [
      { category: IncidentCategory.FIRE, current: 10n, medianResponseSeconds: 540 },
      { category: IncidentCategory.MEDICAL, current: 7n, coverage: INCOMPLETE },
      { category: IncidentCategory.GAS, coverage: NOBODY },
    ],
  },
});
