import { checkName, checkPhone, toE164 } from '@safe-community/domain-kit';
import type { Contact } from './report.ts';

/** What is wrong with an answer. */
type ContactRule = 'choose' | 'needed' | 'wrongName' | 'wrongPhone';

interface ContactProblem {
  /** The id of the field. */
  readonly field: 'contact' | 'name' | 'phone';
  readonly rule: ContactRule;
}

/** Whether and how somebody may be contacted. @param field the text of a field, without what cannot be seen. */
export function readContact(field: (name: string) => string): {
  readonly contact: Contact;
  readonly problems: readonly ContactProblem[];
} {
  const choice = field('contact');
  if (choice === 'anonymous') return { contact: { name: '', phone: '' }, problems: [] };
  const name = field('name').replaceAll(/\s+/g, ' ');
  const written = field('phone');
  const phone = written === '' ? '' : (toE164(written) ?? written);
  const problems: ContactProblem[] = [];
  if (choice !== 'open') problems.push({ field: 'contact', rule: 'choose' });
  if (choice === 'open' && name === '' && phone === '') problems.push({ field: 'name', rule: 'needed' });
  if (name !== '' && checkName(name, '').length > 0) problems.push({ field: 'name', rule: 'wrongName' });
  if (checkPhone(phone, '').length > 0) problems.push({ field: 'phone', rule: 'wrongPhone' });
  return { contact: { name, phone }, problems };
}
