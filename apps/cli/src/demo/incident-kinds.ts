import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';

/** The content of a report. */
interface DemoCase {
  readonly words: string;
  /** Attributes of the category. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Frequency, response time, and casualties of a kind of incident. */
export interface IncidentKind {
  readonly category: IncidentCategory;
  /** Per 1,000 reports. */
  readonly weight: number;
  /** Median time from the report to the first responder in a town, minutes. */
  readonly responseMinutes: number;
  readonly channels: readonly ReportChannel[];
  /** Share of the incidents with people killed, or injured. */
  readonly fatal: number;
  readonly injuring: number;
  /** Weight of each hour of the day, from midnight. */
  readonly hours: readonly number[];
  /** Possible reports; sensitive kinds have no text. */
  readonly cases: readonly DemoCase[];
}

const ROUND_THE_CLOCK = [3, 2, 2, 2, 2, 3, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 8, 9, 10, 10, 9, 8, 6, 4];
const EVENING = [5, 4, 2, 2, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 9, 11, 13, 14, 14, 12, 8];
const DAYTIME = [0, 0, 0, 0, 0, 0, 1, 5, 9, 10, 10, 10, 9, 9, 9, 8, 7, 6, 4, 2, 1, 1, 0, 0];
const COMMUTING = [2, 1, 1, 1, 1, 2, 5, 10, 11, 7, 6, 6, 7, 7, 7, 8, 10, 13, 14, 11, 8, 6, 5, 3];

const { PHONE_101, PHONE_102, PHONE_103, PHONE_104, PHONE_112, WEB, OFFICER, COMMUNITY_HEAD } = ReportChannel;

/**
 * Weights follow published volumes: some 18,600 calls a day to 102, about 900 of them about domestic violence (326,000
 * in 2021). Deaths follow those of 2020: 3,554 on roads, 1,728 in fires, 1,201 on water. The rest is plausible, not
 * measured.
 */
export const INCIDENT_KINDS: readonly IncidentKind[] = [
  kind(IncidentCategory.PUBLIC_ORDER, 310, 17, [PHONE_102, PHONE_102, PHONE_112, WEB, OFFICER], EVENING, {
    injuring: 0.06,
    fatal: 0.001,
    cases: [
      demoCase('Бійка біля магазину', { order_kind: 'assault' }),
      demoCase('Шум у нічний час', { order_kind: 'disturbance' }),
      demoCase('Крадіжка велосипеда', { order_kind: 'theft' }),
      demoCase('Пошкоджено вікно в під’їзді', { order_kind: 'vandalism' }),
    ],
  }),
  kind(IncidentCategory.MEDICAL, 330, 13, [PHONE_103, PHONE_103, PHONE_112], ROUND_THE_CLOCK, {
    cases: [
      demoCase('Біль у грудях', { medical_kind: 'cardiac' }),
      demoCase('Втрата свідомості', { medical_kind: 'unconscious' }),
      demoCase('Висока температура у дитини', { medical_kind: 'other' }),
      demoCase('Падіння з висоти власного зросту', { medical_kind: 'trauma' }),
    ],
  }),
  kind(IncidentCategory.ROAD_CRASH, 88, 14, [PHONE_102, PHONE_112, PHONE_112], COMMUTING, {
    injuring: 0.2,
    fatal: 0.019,
    cases: [
      demoCase('Зіткнення двох авто', { crash_kind: 'collision' }),
      demoCase('Наїзд на пішохода', { crash_kind: 'pedestrian' }),
      demoCase('Авто з’їхало в кювет', { crash_kind: 'rollover' }),
      demoCase('Зіткнення з велосипедистом', { crash_kind: 'cyclist' }),
    ],
  }),
  kind(IncidentCategory.FIRE, 58, 9, [PHONE_101, PHONE_101, PHONE_112], EVENING, {
    injuring: 0.05,
    fatal: 0.017,
    cases: [
      demoCase('Горить суха трава', { fire_object: 'forest_or_field' }),
      demoCase('Дим із вікна квартири', { fire_object: 'apartment_building' }),
      demoCase('Загорілося авто', { fire_object: 'vehicle' }),
      demoCase('Пожежа в господарській будівлі', { fire_object: 'other' }),
    ],
  }),
  kind(IncidentCategory.DOMESTIC_VIOLENCE, 48, 16, [PHONE_102, PHONE_102, PHONE_112, WEB], EVENING, {
    cases: [
      demoCase('', { violence_forms: 'physical' }),
      demoCase('', { violence_forms: 'psychological' }),
      demoCase('', { violence_forms: 'physical,psychological' }),
      demoCase('', { violence_forms: 'economic' }),
    ],
    injuring: 0.12,
    fatal: 0.001,
  }),
  kind(IncidentCategory.INFRASTRUCTURE, 62, 1_500, [WEB, WEB, COMMUNITY_HEAD, OFFICER], DAYTIME, {
    cases: [
      demoCase('Не горить вуличне освітлення', { infrastructure_kind: 'street_light' }),
      demoCase('Яма на дорозі', { infrastructure_kind: 'road_pit' }),
      demoCase('Відкритий люк', { infrastructure_kind: 'open_manhole' }),
      demoCase('Пошкоджено дорожній знак', { infrastructure_kind: 'road_sign' }),
    ],
  }),
  kind(IncidentCategory.GAS, 40, 28, [PHONE_104, PHONE_104, PHONE_112], ROUND_THE_CLOCK, {
    injuring: 0.02,
    fatal: 0.002,
    cases: [
      demoCase('Запах газу в під’їзді', { gas_kind: 'smell' }),
      demoCase('Запах газу біля лічильника', { gas_kind: 'smell' }),
    ],
  }),
  kind(IncidentCategory.SCHOOL_SAFETY, 11, 35, [WEB, OFFICER, PHONE_102], DAYTIME, {
    injuring: 0.03,
    // The code of no organisation.
    cases: [
      demoCase('', { school_matter: 'bullying', school_edrpou: '00000000' }),
      demoCase('', { school_matter: 'drugs', school_edrpou: '00000000' }),
      demoCase('', { school_matter: 'crime', school_edrpou: '00000000' }),
    ],
  }),
  kind(IncidentCategory.ACCESS_BARRIER, 8, 4_300, [WEB, COMMUNITY_HEAD], DAYTIME, {
    cases: [
      demoCase('Немає пандуса біля амбулаторії', { barrier_kind: 'ramp' }),
      demoCase('Заставлений автомобілями знижений бордюр', { barrier_kind: 'crossing' }),
    ],
  }),
  kind(IncidentCategory.WATER, 5, 21, [PHONE_101, PHONE_112], DAYTIME, {
    fatal: 0.3,
    cases: [
      demoCase('Людина у воді', { water_kind: 'drowning' }),
      demoCase('Рибалка провалився під лід', { water_kind: 'ice' }),
      demoCase('Підтоплення подвір’я', { water_kind: 'flood' }),
    ],
  }),
  kind(IncidentCategory.OTHER, 40, 45, [PHONE_112, WEB], ROUND_THE_CLOCK, {
    cases: [demoCase('Підозрілий предмет'), demoCase('Бродячі собаки'), demoCase('Впало дерево')],
  }),
];

type Rest = Pick<IncidentKind, 'cases'> & Partial<Pick<IncidentKind, 'fatal' | 'injuring'>>;

function demoCase(words: string, attributes: DemoCase['attributes'] = {}): DemoCase {
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
