import { Promise as Promises, Trend } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { words } from './words.ts';

export const PROMISES = words([
  [Promises.DEATHS_TOTAL, 'deaths_total', 'Загинуло, усі причини', 'Killed, all causes'],
  [Promises.DEATHS_ROAD, 'deaths_road', 'Загинуло на дорогах', 'Killed on roads'],
  [Promises.DEATHS_FIRE, 'deaths_fire', 'Загинуло на пожежах', 'Killed in fires'],
  [Promises.DEATHS_WATER, 'deaths_water', 'Загинуло на воді', 'Killed on water'],
  [Promises.DEFENDERS_KILLED, 'defenders_killed', 'Загинуло захисників', 'Defenders killed'],
  [Promises.FIRE_RESPONSE, 'fire_response', 'Медіана прибуття на пожежу', 'Median time to a fire'],
  [Promises.COMMUNITY_OFFICERS, 'community_officers', 'Офіцери громад, які служать', 'Community officers in service'],
  [Promises.HROMADAS_COVERED, 'hromadas_covered', 'Громади зі своїм офіцером', 'Hromadas with a named officer'],
  [Promises.CAMERA_COVERAGE, 'camera_coverage', 'Патрульні з камерою, %', 'Patrol with a camera, %'],
  [Promises.TRUST, 'trust', 'Довіра до офіцерів, %', 'Trust in the officers, %'],
  [Promises.LIGHTS_REPAIRED, 'lights_repaired', 'Відремонтовано ліхтарів', 'Street lights repaired'],
  [Promises.LIGHT_REPAIR_TIME, 'light_repair_time', 'Медіана ремонту ліхтаря', 'Median time to repair a light'],
  [Promises.PITS_REPAIRED, 'pits_repaired', 'Відремонтовано ям', 'Potholes repaired'],
  [Promises.PIT_REPAIR_TIME, 'pit_repair_time', 'Медіана ремонту ями', 'Median time to repair a pothole'],
  [Promises.BARRIERS_REMOVED, 'barriers_removed', 'Усунено перешкод для доступності', 'Access barriers removed'],
  [
    Promises.BARRIER_REMOVAL_TIME,
    'barrier_removal_time',
    'Медіана усунення перешкоди',
    'Median time to remove a barrier',
  ],
  [Promises.DOMESTIC_VIOLENCE, 'domestic_violence', 'Домашнє насильство, оприлюднено', 'Domestic violence, released'],
  [
    Promises.VISITS_OVERDUE,
    'visits_overdue',
    'Прострочені відвідування постраждалих, оприлюднено',
    'Visits to victims overdue, released',
  ],
  [Promises.SCHOOL_SAFETY, 'school_safety', 'Події у школах, оприлюднено', 'Incidents at schools, released'],
  [Promises.COMPLAINTS_IN_TIME, 'complaints_in_time', 'Скарги, розглянуті вчасно, %', 'Complaints answered in time, %'],
  [Promises.AMBULANCE_ARRIVAL, 'ambulance_arrival', 'Медіана прибуття швидкої', 'Median time of an ambulance'],
  [
    Promises.QUESTIONS_ANSWERED_IN_TIME,
    'questions_answered_in_time',
    'Запитання, на які відповіли вчасно, %',
    'Questions answered in time, %',
  ],
]);

export const TRENDS = words([
  [Trend.FEWER, 'fewer', 'менше'],
  [Trend.NO_CLEAR_CHANGE, 'no clear change', 'без явних змін'],
  [Trend.MORE, 'more', 'більше'],
]);

/** The measures that are times, in seconds. */
export const TIMES: ReadonlySet<Promises> = new Set([
  Promises.FIRE_RESPONSE,
  Promises.LIGHT_REPAIR_TIME,
  Promises.PIT_REPAIR_TIME,
  Promises.BARRIER_REMOVAL_TIME,
  Promises.AMBULANCE_ARRIVAL,
]);
