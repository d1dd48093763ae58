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
  [
    Promises.COMMUNITY_OFFICERS,
    { word: 'community_officers', en: 'Community officers in service', uk: 'Офіцери громад, які служать' },
  ],
  [
    Promises.HROMADAS_COVERED,
    { word: 'hromadas_covered', en: 'Hromadas with a named officer', uk: 'Громади зі своїм офіцером' },
  ],
  [Promises.CAMERA_COVERAGE, { word: 'camera_coverage', en: 'Patrol with a camera, %', uk: 'Патрульні з камерою, %' }],
  [Promises.TRUST, { word: 'trust', en: 'Trust in the officers, %', uk: 'Довіра до офіцерів, %' }],
  [Promises.LIGHTS_REPAIRED, { word: 'lights_repaired', en: 'Street lights repaired', uk: 'Відремонтовано ліхтарів' }],
  [
    Promises.LIGHT_REPAIR_TIME,
    { word: 'light_repair_time', en: 'Median time to repair a light, s', uk: 'Медіана ремонту ліхтаря, с' },
  ],
  [Promises.PITS_REPAIRED, { word: 'pits_repaired', en: 'Potholes repaired', uk: 'Відремонтовано ям' }],
  [
    Promises.PIT_REPAIR_TIME,
    { word: 'pit_repair_time', en: 'Median time to repair a pothole, s', uk: 'Медіана ремонту ями, с' },
  ],
  [
    Promises.BARRIERS_REMOVED,
    { word: 'barriers_removed', en: 'Access barriers removed', uk: 'Усунено перешкод для доступності' },
  ],
  [
    Promises.BARRIER_REMOVAL_TIME,
    { word: 'barrier_removal_time', en: 'Median time to remove a barrier, s', uk: 'Медіана усунення перешкоди, с' },
  ],
  [
    Promises.DOMESTIC_VIOLENCE,
    { word: 'domestic_violence', en: 'Domestic violence, released', uk: 'Домашнє насильство, оприлюднено' },
  ],
  [
    Promises.VISITS_OVERDUE,
    {
      word: 'visits_overdue',
      en: 'Visits to victims overdue, released',
      uk: 'Прострочені відвідування постраждалих, оприлюднено',
    },
  ],
  [
    Promises.SCHOOL_SAFETY,
    { word: 'school_safety', en: 'Incidents at schools, released', uk: 'Події у школах, оприлюднено' },
  ],
  [
    Promises.COMPLAINTS_IN_TIME,
    { word: 'complaints_in_time', en: 'Complaints answered in time, %', uk: 'Скарги, розглянуті вчасно, %' },
  ],
  [
    Promises.AMBULANCE_ARRIVAL,
    { word: 'ambulance_arrival', en: 'Median time of an ambulance, s', uk: 'Медіана прибуття швидкої, с' },
  ],
  [
    Promises.QUESTIONS_ANSWERED_IN_TIME,
    {
      word: 'questions_answered_in_time',
      en: 'Questions answered in time, %',
      uk: 'Запитання, на які відповіли вчасно, %',
    },
  ],
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
