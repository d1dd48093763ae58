import { checkName, checkPhone, toE164 } from '@safe-community/domain-kit';
import type { Contact } from './report.ts';

/** The last one takes back a contact that was entered before and is not shown. */
export const CONTACT_FIELDS = { name: 'name', phone: 'phone', none: 'no-contact' } as const;

interface ContactProblem {
  /** The id of the field. */
  readonly field: 'name' | 'phone';
  readonly rule: 'wrongName' | 'wrongPhone';
}

/** How somebody may be contacted; nothing means anonymous. @param field the text of a field, without what cannot be seen. */
export function readContact(field: (name: string) => string): {
  readonly contact: Contact;
  readonly problems: readonly ContactProblem[];
} {
  if (field(CONTACT_FIELDS.none) !== '') return { contact: { name: '', phone: '' }, problems: [] };
  const name = field(CONTACT_FIELDS.name).replaceAll(/\s+/g, ' ');
  const written = field(CONTACT_FIELDS.phone);
  const phone = written === '' ? '' : (toE164(written) ?? written);
  const problems: ContactProblem[] = [];
  if (name !== '' && checkName(name, '').length > 0) problems.push({ field: 'name', rule: 'wrongName' });
  if (checkPhone(phone, '').length > 0) problems.push({ field: 'phone', rule: 'wrongPhone' });
  return { contact: { name, phone }, problems };
}
