import { checkPhone, checkText, unless, type Violation } from '@safe-community/domain-kit';
import type { Person } from '../incident/module.ts';

const NAME = { most: 200, lines: true };

/** A person has a name or a phone; without both there is no person. */
export function checkPerson({ fullName, phone }: Person, field: string): Violation[] {
  return [
    ...unless(fullName.trim() !== '' || phone !== '', field, 'must have a name or a phone, or be left out'),
    ...checkText(fullName, `${field}.full_name`, NAME),
    ...checkPhone(phone, `${field}.phone`),
  ];
}
