import { checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { isWorks, type Outcome, type Protocol, type RegisterEntry, type Works } from './outcome.ts';
import { WORKS_BOUNDS } from './works-bounds.ts';

/** Series and number, as printed on the form: "ВАД № 123456"; Latin letters look the same and are typed for them. */
const PROTOCOL_NUMBER = /^[А-ЯҐЄІЇа-яґєіїA-Za-z]{2,5} ?(№ ?)?\d{4,10}$/u;
const ARTICLE = /^([1-9]\d{1,2})(-[1-9]\d?)?$/;
/** The part of the КУпАП that names offences; what stands before and after is general, or about procedure. */
const OFFENCES = { first: 41, last: 212 };
const LONGEST_WORK = 200;

/** The unified register of pre-trial investigations (ЄРДР) and the register of the police (ІПНП). */
const REGISTERS = {
  pretrial_register: { field: 'pretrial_register_number', number: /^\d{17}$/, rule: 'must be 17 digits' },
  police_register: { field: 'police_register_number', number: /^\d{1,20}$/, rule: 'must be 1 to 20 digits' },
} as const;

/** What the law and the registers demand of an outcome. */
export function checkOutcome(outcome: Outcome): Violation[] {
  if (isWorks(outcome)) return checkWorks(outcome);
  return outcome.kind === 'administrative_protocol' ? checkProtocol(outcome) : checkRegisterEntry(outcome);
}

function checkProtocol({ kind, number, article }: Protocol): Violation[] {
  return [
    ...unless(
      PROTOCOL_NUMBER.test(number),
      `${kind}.number`,
      'must be a series of 2 to 5 letters, a blank or "№" at will, and 4 to 10 digits',
    ),
    ...unless(
      isOffence(article),
      `${kind}.article`,
      `must be an article of offences of the КУпАП, ${OFFENCES.first} to ${OFFENCES.last}, such as "173-2"`,
    ),
  ];
}

function isOffence(article: string): boolean {
  const number = Number(ARTICLE.exec(article)?.[1] ?? Number.NaN);
  return number >= OFFENCES.first && number <= OFFENCES.last;
}

function checkRegisterEntry({ kind, number }: RegisterEntry): Violation[] {
  const register = REGISTERS[kind];
  return unless(register.number.test(number), register.field, register.rule);
}

function checkWorks({ kind, article, hours, hoursPerDay, minor, work }: Works): Violation[] {
  const bounds = WORKS_BOUNDS[kind];
  const perDay = minor ? bounds.perDay.minors : bounds.perDay.adults;
  return [
    ...unless(article === bounds.article, `${kind}.article`, `must be "${bounds.article}"`),
    ...unless(
      isWithin(hours, bounds.hours.least, bounds.hours.most),
      `${kind}.hours`,
      `must be ${bounds.hours.least} to ${bounds.hours.most} (${bounds.hours.source})`,
    ),
    ...unless(
      isWithin(hoursPerDay, 1, perDay),
      `${kind}.hours_per_day`,
      `must be 1 to ${perDay}${minor ? ' of minors' : ''} (${bounds.perDay.source})`,
    ),
    ...checkText(work, `${kind}.work`, LONGEST_WORK),
  ];
}

/** Written so that NaN is outside as well. */
function isWithin(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}
