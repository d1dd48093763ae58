import { PLAIN, type EntryKind, type NewEntry } from '@safe-community/audit';
import type { RequestKey } from './request-record.ts';

/** What the audit says of a write. A repeat of it leaves no second entry: it changes nothing. */
export function entryOfWrite(
  { by, method, requestId }: RequestKey,
  subjectIds: readonly string[],
  kind: EntryKind = 'write',
): NewEntry {
  return { ...PLAIN, ...by, kind, method, requestId, subjectIds, occurredAt: new Date() };
}
