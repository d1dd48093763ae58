import { checkOptionalDay, checkText, unless, type Day, type Violation } from '@safe-community/domain-kit';
import {
  amountField,
  amountOf,
  isSanction,
  isWorks,
  type Outcome,
  type OtherSanction,
  type Protocol,
  type RegisterEntry,
  type Works,
} from './outcome.ts';

/** Series and number, as printed on the form: "ВАД № 123456". People type Latin letters that look the same. */
const PROTOCOL_NUMBER = /^[А-ЯҐЄІЇа-яґєіїA-Za-z]{2,5} ?(№ ?)?\d{4,10}$/u;

const MAX_PART = 99;
/** Hours and days, which no law reaches; a fine may be larger. */
const MAX_UNITS = 10_000;
const MAX_HRYVNIAS = 1_000_000;
const MAX_HOURS_PER_DAY = 24;

const WORK = { most: 200, lines: true };

/** The unified register of pre-trial investigations (ЄРДР) and the register of the police (ІПНП). */
const REGISTERS = {
  pretrial_register: { field: 'pretrial_register_number', number: /^\d{17}$/, rule: 'must be 17 digits' },
  police_register: { field: 'police_register_number', number: /^\d{1,20}$/, rule: 'must be 1 to 20 digits' },
} as const;

/** The rules of the registers and of plain amounts that an outcome violates, whatever the law of its day is. */
export function checkOutcome(outcome: Outcome): Violation[] {
  if (isSanction(outcome)) return [...checkOffence(outcome), ...checkSanction(outcome)];
  if (outcome.kind !== 'administrative_protocol') return checkRegisterEntry(outcome);
  return [
    ...unless(
      PROTOCOL_NUMBER.test(outcome.number),
      'administrative_protocol.number',
      'must be a series of 2 to 5 letters, optionally a blank or "№", and 4 to 10 digits',
    ),
    ...checkOffence(outcome),
  ];
}

function checkRegisterEntry({ kind, number }: RegisterEntry): Violation[] {
  const register = REGISTERS[kind];
  return unless(register.number.test(number), register.field, register.rule);
}

function checkOffence({ kind, part, offenceDate }: Protocol | Works | OtherSanction): Violation[] {
  return [
    ...unless(part <= MAX_PART, `${kind}.part`, `must be 1 to ${MAX_PART}, or 0 if it is not known`),
    ...checkOptionalDay(offenceDate, `${kind}.offence_date`),
  ];
}

function checkSanction(sanction: Works | OtherSanction): Violation[] {
  const { kind } = sanction;
  const most = kind === 'fine' ? MAX_HRYVNIAS : MAX_UNITS;
  const broken = unless(isWithin(amountOf(sanction), most), amountField(sanction), `must be 1 to ${most}`);
  if (isWorks(sanction)) {
    return [
      ...broken,
      ...unless(
        isWithin(sanction.hoursPerDay, MAX_HOURS_PER_DAY),
        `${kind}.hours_per_day`,
        `must be 1 to ${MAX_HOURS_PER_DAY}`,
      ),
      ...checkText(sanction.work, `${kind}.work`, WORK),
    ];
  }
  const isShare = kind !== 'correctional_works' || isWithin(sanction.percent, 100);
  return [...broken, ...unless(isShare, `${kind}.percent`, 'must be 1 to 100')];
}

/** Written so that NaN is rejected as well. */
function isWithin(number: number, most: number): boolean {
  return number >= 1 && number <= most;
}

/** The day by whose law an outcome is judged, and the violation of one that is still to come. */
export function offenceDay(
  { kind, offenceDate }: Works | OtherSanction | Protocol,
  occurredOn: Day,
  today: Day,
): { readonly day: Day; readonly violations: readonly Violation[] } {
  const day = offenceDate === '' ? occurredOn : offenceDate;
  const isPast = offenceDate === '' || offenceDate <= today;
  return { day, violations: unless(isPast, `${kind}.offence_date`, 'must not be in the future') };
}
