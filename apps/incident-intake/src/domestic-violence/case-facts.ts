import {
  checkPhone,
  checkText,
  unless,
  type TextRule,
  type Violation,
  isDay,
  kyivDay,
} from '@safe-community/domain-kit';
import { checkEachOnce } from './each-once.ts';

/** Forms of domestic violence (law 2229-VIII, art. 1). */
export const VIOLENCE_FORMS = ['physical', 'sexual', 'psychological', 'economic'] as const;

export type ViolenceForm = (typeof VIOLENCE_FORMS)[number];

/** What a case says about the people concerned. */
export interface CaseFacts {
  readonly forms: readonly ViolenceForm[];
  readonly victim: ConcernedPerson;
  /** Absent if unknown. */
  readonly offender: ConcernedPerson | undefined;
  /** How many live in the home. */
  readonly children: number;
  readonly narrative: string;
}

/** Victim or offender. Unknown fields are empty. */
export interface ConcernedPerson {
  readonly fullName: string;
  /** "1990-12-31" */
  readonly birthDate: string;
  readonly phone: string;
  readonly address: string;
}

const MAX_CHILDREN = 30;
const NARRATIVE: TextRule = { most: 8_000, lines: true };
const FULL_NAME: TextRule = { most: 200, lines: true };
const ADDRESS: TextRule = { most: 300, lines: true };
const EARLIEST_BIRTH = '1900-01-01';

export function checkFacts({ forms, victim, offender, children, narrative }: CaseFacts, now: Date): Violation[] {
  return [
    ...checkEachOnce(forms, 'forms'),
    ...checkConcerned(victim, 'victim', now),
    ...(offender === undefined ? [] : checkConcerned(offender, 'offender', now)),
    ...unless(children <= MAX_CHILDREN, 'children', `must be at most ${MAX_CHILDREN}`),
    ...checkText(narrative, 'narrative', NARRATIVE),
  ];
}

function checkConcerned({ fullName, birthDate, phone, address }: ConcernedPerson, field: string, now: Date) {
  return [
    ...checkText(fullName, `${field}.full_name`, FULL_NAME),
    ...unless(
      birthDate === '' || (isDay(birthDate) && birthDate >= EARLIEST_BIRTH && birthDate <= kyivDay(now)),
      `${field}.birth_date`,
      'must be a day such as "1990-12-31", from 1900 to today, or empty',
    ),
    ...checkPhone(phone, `${field}.phone`),
    ...checkText(address, `${field}.address`, ADDRESS),
  ];
}

/**
 * A key that two records of the same person share, however the name is typed. Undefined without a date of birth,
 * because many people share a name.
 */
export function identityOf({ fullName, birthDate }: ConcernedPerson): string | undefined {
  const name = plainName(fullName);
  return name === '' || birthDate === '' ? undefined : JSON.stringify([name, birthDate]);
}

/** Without case, and without what keyboards and word processors write in different ways. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, '-')
    .replace(/\s*-\s*/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** As keyboards and word processors write them: ' ’ ‘ ʼ ′ ` ´ ＇, and * where there is none. */
const APOSTROPHES = /['\u2019\u2018\u02bc\u2032`\u00b4\uff07*]/gu;
const HYPHENS = /[-\u2010-\u2015\u2212]/gu;
