import { checkPhone, checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';

export interface Person {
  readonly fullName: string;
  readonly phone: string;
}

const LONGEST_NAME = 200;

/** Who is named must be told from nobody: by a name or a phone. */
export function checkPerson({ fullName, phone }: Person, field: string): Violation[] {
  return [
    ...unless(fullName.trim() !== '' || phone !== '', field, 'must have a name or a phone, or be left out'),
    ...checkText(fullName, `${field}.full_name`, LONGEST_NAME),
    ...checkPhone(phone, `${field}.phone`),
  ];
}
