import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';

/** What is said of an incident. */
interface DemoCase {
  readonly words: string;
  /** Facts that the category asks for. */
  readonly attributes: Readonly<Record<string, string>>;
}

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
  /** What may be reported; sensitive kinds have no words. */
  readonly cases: readonly DemoCase[];
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
    cases: [
      said('Бійка біля магазину', { order_kind: 'assault' }),
      said('Шум у нічний час', { order_kind: 'disturbance' }),
      said('Крадіжка велосипеда', { order_kind: 'theft' }),
      said('Пошкоджено вікно в під’їзді', { order_kind: 'vandalism' }),
    ],
  }),
  kind(IncidentCategory.MEDICAL, 330, 13, [PHONE_103, PHONE_103, PHONE_112], ROUND_THE_CLOCK, {
    cases: [
      said('Біль у грудях', { medical_kind: 'cardiac' }),
      said('Втрата свідомості', { medical_kind: 'unconscious' }),
      said('Висока температура у дитини', { medical_kind: 'other' }),
      said('Падіння з висоти власного зросту', { medical_kind: 'trauma' }),
    ],
  }),
  kind(IncidentCategory.ROAD_CRASH, 88, 14, [PHONE_102, PHONE_112, PHONE_112], COMMUTING, {
    injuring: 0.2,
    fatal: 0.019,
    cases: [
      said('Зіткнення двох авто', { crash_kind: 'collision' }),
      said('Наїзд на пішохода', { crash_kind: 'pedestrian' }),
      said('Авто з’їхало в кювет', { crash_kind: 'rollover' }),
      said('Зіткнення з велосипедистом', { crash_kind: 'cyclist' }),
    ],
  }),
  kind(IncidentCategory.FIRE, 58, 9, [PHONE_101, PHONE_101, PHONE_112], EVENING, {
    injuring: 0.05,
    fatal: 0.017,
    cases: [
      said('Горить суха трава', { fire_object: 'forest_or_field' }),
      said('Дим із вікна квартири', { fire_object: 'apartment_building' }),
      said('Загорілося авто', { fire_object: 'vehicle' }),
      said('Пожежа в господарській будівлі', { fire_object: 'other' }),
    ],
  }),
  kind(IncidentCategory.DOMESTIC_VIOLENCE, 48, 16, [PHONE_102, PHONE_102, PHONE_112, WEB], EVENING, {
    cases: [
      said('', { violence_forms: 'physical' }),
      said('', { violence_forms: 'psychological' }),
      said('', { violence_forms: 'physical,psychological' }),
      said('', { violence_forms: 'economic' }),
    ],
    injuring: 0.12,
    fatal: 0.001,
  }),
  kind(IncidentCategory.INFRASTRUCTURE, 62, 1_500, [WEB, WEB, COMMUNITY_HEAD, OFFICER], DAYTIME, {
    cases: [
      said('Не горить вуличне освітлення', { infrastructure_kind: 'street_light' }),
      said('Яма на дорозі', { infrastructure_kind: 'road_pit' }),
      said('Відкритий люк', { infrastructure_kind: 'open_manhole' }),
      said('Пошкоджено дорожній знак', { infrastructure_kind: 'road_sign' }),
    ],
  }),
  kind(IncidentCategory.GAS, 40, 28, [PHONE_104, PHONE_104, PHONE_112], ROUND_THE_CLOCK, {
    injuring: 0.02,
    fatal: 0.002,
    cases: [
      said('Запах газу в під’їзді', { gas_kind: 'smell' }),
      said('Запах газу біля лічильника', { gas_kind: 'smell' }),
    ],
  }),
  kind(IncidentCategory.SCHOOL_SAFETY, 11, 35, [WEB, OFFICER, PHONE_102], DAYTIME, {
    injuring: 0.03,
    // No school: the code is of nobody.
    cases: [
      said('', { school_matter: 'bullying', school_edrpou: '00000000' }),
      said('', { school_matter: 'drugs', school_edrpou: '00000000' }),
      said('', { school_matter: 'crime', school_edrpou: '00000000' }),
    ],
  }),
  kind(IncidentCategory.ACCESS_BARRIER, 8, 4_300, [WEB, COMMUNITY_HEAD], DAYTIME, {
    cases: [
      said('Немає пандуса біля амбулаторії', { barrier_kind: 'ramp' }),
      said('Заставлений автомобілями знижений бордюр', { barrier_kind: 'crossing' }),
    ],
  }),
  kind(IncidentCategory.WATER, 5, 21, [PHONE_101, PHONE_112], DAYTIME, {
    fatal: 0.3,
    cases: [
      said('Людина у воді', { water_kind: 'drowning' }),
      said('Рибалка провалився під лід', { water_kind: 'ice' }),
      said('Підтоплення подвір’я', { water_kind: 'flood' }),
    ],
  }),
  kind(IncidentCategory.OTHER, 40, 45, [PHONE_112, WEB], ROUND_THE_CLOCK, {
    cases: [said('Підозрілий предмет'), said('Бродячі собаки'), said('Впало дерево')],
  }),
];

type Rest = Pick<IncidentKind, 'cases'> & Partial<Pick<IncidentKind, 'fatal' | 'injuring'>>;

function said(words: string, attributes: DemoCase['attributes'] = {}): DemoCase {
  return { words, attributes };
}

function kind(
  category: IncidentCategory,
  weight: number,
  responseMinutes: number,
  channels: readonly ReportChannel[],
  hours: readonly number[],
  rest: Rest,
): IncidentKind {
  return { category, weight, responseMinutes, channels, hours, fatal: 0, injuring: 0, ...rest };
}
