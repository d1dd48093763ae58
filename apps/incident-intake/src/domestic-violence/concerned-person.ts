import { checkPhone, checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { isDay, kyivDay } from './kyiv-day.ts';

/** One of those concerned. What is not known is empty. */
export interface ConcernedPerson {
  readonly fullName: string;
  /** "1990-12-31" */
  readonly birthDate: string;
  readonly phone: string;
  readonly address: string;
}

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 300;
const EARLIEST_BIRTH = '1900-01-01';

export function checkConcerned(person: ConcernedPerson, field: string, now: Date): Violation[] {
  const { fullName, birthDate, phone, address } = person;
  return [
    ...checkText(fullName, `${field}.full_name`, LONGEST_NAME),
    ...unless(
      birthDate === '' || (isDay(birthDate) && birthDate >= EARLIEST_BIRTH && birthDate <= kyivDay(now)),
      `${field}.birth_date`,
      'must be a day such as "1990-12-31", from 1900 to today, or empty',
    ),
    ...checkPhone(phone, `${field}.phone`),
    ...checkText(address, `${field}.address`, LONGEST_ADDRESS),
  ];
}

/**
 * What two records of the same person have in common, however the name was typed; none without a day of birth, for
 * names alone are shared by many.
 */
export function identityOf({ fullName, birthDate }: ConcernedPerson): string | undefined {
  const name = plainName(fullName);
  return name === '' || birthDate === '' ? undefined : JSON.stringify([name, birthDate]);
}

function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, '-')
    .replace(/\s*-\s*/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** As keyboards and word processors write them: ' ’ ‘ ʼ ′ ` ´ ＇ and * for want of one. */
const APOSTROPHES = /['\u2019\u2018\u02bc\u2032`\u00b4\uff07*]/gu;
const HYPHENS = /[-\u2010-\u2015\u2212]/gu;
