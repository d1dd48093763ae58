import { checkText, unless, type Violation } from '@safe-community/domain-kit';
import { isWorks, type Outcome, type Protocol, type RegisterEntry, type Works, type WorksKind } from './outcome.ts';

/** Series and number, as printed on the form: "ВАД № 123456". People type Latin letters that look the same. */
const PROTOCOL_NUMBER = /^[А-ЯҐЄІЇа-яґєіїA-Za-z]{2,5} ?(№ ?)?\d{4,10}$/u;
const ARTICLE = /^([1-9]\d{1,2})(-[1-9]\d?)?$/;
/** The articles of the КУпАП that define offences; the others are general or about procedure. */
const OFFENCES = { first: 41, last: 212 };
const WORK = { most: 200, lines: true };

/** The unified register of pre-trial investigations (ЄРДР) and the register of the police (ІПНП). */
const REGISTERS = {
  pretrial_register: { field: 'pretrial_register_number', number: /^\d{17}$/, rule: 'must be 17 digits' },
  police_register: { field: 'police_register_number', number: /^\d{1,20}$/, rule: 'must be 1 to 20 digits' },
} as const;

/** The rules of the law and of the registers that an outcome violates. */
export function checkOutcome(outcome: Outcome): Violation[] {
  if (isWorks(outcome)) return checkWorks(outcome);
  return outcome.kind === 'administrative_protocol' ? checkProtocol(outcome) : checkRegisterEntry(outcome);
}

function checkProtocol({ kind, number, article }: Protocol): Violation[] {
  return [
    ...unless(
      PROTOCOL_NUMBER.test(number),
      `${kind}.number`,
      'must be a series of 2 to 5 letters, optionally a blank or "№", and 4 to 10 digits',
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

/** What the law allows for a kind of works. */
interface WorksBounds {
  /** The one article for which they are imposed here. */
  readonly article: string;
  readonly hours: { readonly least: number; readonly most: number; readonly source: string };
  /** A day. */
  readonly perDay: { readonly adults: number; readonly minors: number; readonly source: string };
}

/** The code of administrative offences (КУпАП, no. 8073-X). */
const WORKS_BOUNDS: Readonly<Record<WorksKind, WorksBounds>> = {
  // Суспільно корисні роботи. Art. 31-1: 120 to 360 hours, at most 8 a day, of minors 2; imposed for
  // art. 183-1, alimony that is not paid.
  socially_useful_works: {
    article: '183-1',
    hours: { least: 120, most: 360, source: 'КУпАП, art. 31-1' },
    perDay: { adults: 8, minors: 2, source: 'КУпАП, art. 31-1' },
  },
  // Громадські роботи. Art. 30-1 allows 20 to 60 hours, at most 4 a day, of minors 2; of these
  // art. 173-2, domestic violence, takes 30 to 40.
  community_works: {
    article: '173-2',
    hours: { least: 30, most: 40, source: 'КУпАП, art. 173-2' },
    perDay: { adults: 4, minors: 2, source: 'КУпАП, art. 30-1' },
  },
};

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
    ...checkText(work, `${kind}.work`, WORK),
  ];
}

/** Written so that NaN is rejected as well. */
function isWithin(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}
