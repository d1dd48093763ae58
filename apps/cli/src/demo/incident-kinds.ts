import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';

/** How often a kind of incident is reported, how soon somebody comes, and whom it hurts. */
export interface IncidentKind {
  readonly category: IncidentCategory;
  /** Of 1,000 reports. */
  readonly weight: number;
  /** Median from the report to the first responder in a town, minutes. */
  readonly responseMinutes: number;
  readonly channels: readonly ReportChannel[];
  /** Share of the incidents in which somebody is killed, or injured. */
  readonly fatal: number;
  readonly injuring: number;
  /** How often each hour of the day, from midnight on, in any unit. */
  readonly hours: readonly number[];
  /** What may stand in the report; none for sensitive kinds. */
  readonly words: readonly string[];
}

const ROUND_THE_CLOCK = [3, 2, 2, 2, 2, 3, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 8, 9, 10, 10, 9, 8, 6, 4];
const EVENING = [5, 4, 2, 2, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 9, 11, 13, 14, 14, 12, 8];
const DAYTIME = [0, 0, 0, 0, 0, 0, 1, 5, 9, 10, 10, 10, 9, 9, 9, 8, 7, 6, 4, 2, 1, 1, 0, 0];
const COMMUTING = [2, 1, 1, 1, 1, 2, 5, 10, 11, 7, 6, 6, 7, 7, 7, 8, 10, 13, 14, 11, 8, 6, 5, 3];

const { PHONE_101, PHONE_102, PHONE_103, PHONE_104, PHONE_112, WEB, OFFICER, COMMUNITY_HEAD } = ReportChannel;

/**
 * Weights after published volumes: some 18,600 calls a day on line 102, about 900 of them of domestic violence (326,000
 * in 2021); the deaths after the 3,554 on roads, 1,728 in fires and 1,201 on water of 2020. The rest is plausible, not
 * measured.
 */
export const INCIDENT_KINDS: readonly IncidentKind[] = [
  kind(IncidentCategory.PUBLIC_ORDER, 310, 17, [PHONE_102, PHONE_102, PHONE_112, WEB, OFFICER], EVENING, {
    injuring: 0.06,
    fatal: 0.001,
    words: ['Бійка біля магазину', 'Шум у нічний час', 'Крадіжка велосипеда', 'Пошкоджено вікно в під’їзді'],
  }),
  kind(IncidentCategory.MEDICAL, 330, 13, [PHONE_103, PHONE_103, PHONE_112], ROUND_THE_CLOCK, {
    words: ['Біль у грудях', 'Втрата свідомості', 'Висока температура у дитини', 'Падіння з висоти власного зросту'],
  }),
  kind(IncidentCategory.ROAD_CRASH, 88, 14, [PHONE_102, PHONE_112, PHONE_112], COMMUTING, {
    injuring: 0.2,
    fatal: 0.019,
    words: ['Зіткнення двох авто', 'Наїзд на пішохода', 'Авто з’їхало в кювет', 'Зіткнення з велосипедистом'],
  }),
  kind(IncidentCategory.FIRE, 58, 9, [PHONE_101, PHONE_101, PHONE_112], EVENING, {
    injuring: 0.05,
    fatal: 0.017,
    words: ['Горить суха трава', 'Дим із вікна квартири', 'Загорілося авто', 'Пожежа в господарській будівлі'],
  }),
  kind(IncidentCategory.DOMESTIC_VIOLENCE, 48, 16, [PHONE_102, PHONE_102, PHONE_112, WEB], EVENING, {
    injuring: 0.12,
    fatal: 0.001,
  }),
  kind(IncidentCategory.INFRASTRUCTURE, 62, 1_500, [WEB, WEB, COMMUNITY_HEAD, OFFICER], DAYTIME, {
    words: ['Не горить вуличне освітлення', 'Яма на дорозі', 'Відкритий люк', 'Пошкоджено дорожній знак'],
  }),
  kind(IncidentCategory.GAS, 40, 28, [PHONE_104, PHONE_104, PHONE_112], ROUND_THE_CLOCK, {
    injuring: 0.02,
    fatal: 0.002,
    words: ['Запах газу в під’їзді', 'Запах газу біля лічильника'],
  }),
  kind(IncidentCategory.SCHOOL_SAFETY, 11, 35, [WEB, OFFICER, PHONE_102], DAYTIME, { injuring: 0.03 }),
  kind(IncidentCategory.ACCESS_BARRIER, 8, 4_300, [WEB, COMMUNITY_HEAD], DAYTIME, {
    words: ['Немає пандуса біля амбулаторії', 'Заставлений автомобілями знижений бордюр'],
  }),
  kind(IncidentCategory.WATER, 5, 21, [PHONE_101, PHONE_112], DAYTIME, {
    fatal: 0.3,
    words: ['Людина у воді', 'Рибалка провалився під лід', 'Підтоплення подвір’я'],
  }),
  kind(IncidentCategory.OTHER, 40, 45, [PHONE_112, WEB], ROUND_THE_CLOCK, {
    words: ['Підозрілий предмет', 'Бродячі собаки', 'Впало дерево'],
  }),
];

type Rest = Partial<Pick<IncidentKind, 'fatal' | 'injuring' | 'words'>>;

function kind(
  category: IncidentCategory,
  weight: number,
  responseMinutes: number,
  channels: readonly ReportChannel[],
  hours: readonly number[],
  rest: Rest,
): IncidentKind {
  return { category, weight, responseMinutes, channels, hours, fatal: 0, injuring: 0, words: [], ...rest };
}
