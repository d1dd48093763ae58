/** One question of the risk assessment. */
export interface RiskQuestion {
  /** Lower-case words joined by "_". */
  readonly key: string;
  readonly wording: { readonly uk: string; readonly en: string };
  readonly weight: number;
  /** A yes to this question alone makes the risk high. */
  readonly decisive: boolean;
}

function question(key: string, weight: number, uk: string, en: string): RiskQuestion {
  return { key, wording: { uk, en }, weight, decisive: false };
}

function decisive(key: string, uk: string, en: string): RiskQuestion {
  return { ...question(key, DECISIVE_WEIGHT, uk, en), decisive: true };
}

const DECISIVE_WEIGHT = 6;

/**
 * Follows the form for assessing the risk of domestic violence (joint order of the Ministry of Social Policy and the
 * Ministry of Internal Affairs No 369/180 of 13.03.2019), in our own words. The paper form stays the official one.
 */
export const RISK_QUESTIONS: readonly RiskQuestion[] = [
  decisive(
    'threat_to_kill',
    'Кривдник погрожував убити постраждалу особу, її дітей чи близьких?',
    'Has the offender threatened to kill the victim, the children or relatives?',
  ),
  decisive(
    'weapon',
    'Кривдник застосовував зброю чи інший небезпечний предмет або погрожував ними?',
    'Has the offender used a weapon or another dangerous object, or threatened with one?',
  ),
  decisive(
    'strangulation',
    'Кривдник душив постраждалу особу або намагався перекрити їй дихання?',
    'Has the offender strangled the victim or tried to stop her or his breath?',
  ),
  decisive(
    'fear_of_death',
    'Постраждала особа вважає, що кривдник може її вбити?',
    'Does the victim believe that the offender may kill her or him?',
  ),
  question(
    'serious_injury',
    4,
    'Чи потребувала постраждала особа медичної допомоги внаслідок насильства?',
    'Has the violence ever made medical help necessary?',
  ),
  question(
    'sexual_violence',
    4,
    'Кривдник примушував постраждалу особу до сексуальних дій?',
    'Has the offender forced the victim into sexual acts?',
  ),
  question('children_hurt', 4, 'Кривдник завдавав шкоди дітям?', 'Has the offender hurt children?'),
  question(
    'grows',
    3,
    'За останні пів року насильство почастішало чи стало жорстокішим?',
    'Has the violence become more frequent or more cruel in the last half year?',
  ),
  question(
    'order_broken',
    3,
    'Кривдник порушував заборонний чи обмежувальний припис?',
    'Has the offender broken a prohibition or restraining order?',
  ),
  question(
    'pregnancy',
    3,
    'Постраждала особа вагітна або нещодавно народила?',
    'Is the victim pregnant, or has she given birth lately?',
  ),
  question(
    'separation',
    2,
    'Постраждала особа пішла від кривдника або збирається піти?',
    'Has the victim left the offender, or is about to?',
  ),
  question(
    'control',
    2,
    'Кривдник стежить за постраждалою особою, ревнує, вирішує, з ким їй спілкуватися?',
    'Does the offender follow the victim, is jealous, decides whom the victim may see?',
  ),
  question(
    'suicide_threat',
    2,
    'Кривдник погрожував самогубством або намагався його вчинити?',
    'Has the offender threatened or attempted suicide?',
  ),
  question(
    'access_to_weapon',
    2,
    'Кривдник має доступ до зброї або вміє нею користуватися?',
    'Does the offender have access to weapons, or is trained to use them?',
  ),
  question(
    'alcohol_or_drugs',
    1,
    'Кривдник зловживає алкоголем чи наркотиками?',
    'Does the offender abuse alcohol or drugs?',
  ),
  question(
    'dependence',
    1,
    'Постраждала особа залежить від кривдника через гроші, житло чи догляд?',
    'Does the victim depend on the offender for money, a home or care?',
  ),
];
