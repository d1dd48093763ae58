import { hash } from 'node:crypto';
import type { NewEntry } from './entry.ts';

/** The first field of an entry in this format. A new format gets a new value; old entries keep theirs. */
const FORMAT = 'audit-entry/1';

/**
 * SHA-256 of an entry in an unambiguous encoding: docs/audit-format.md.
 * @param ordinal the place of the entry within its link, from 0. It reveals entries that were swapped.
 */
export function entryDigest(entry: NewEntry, ordinal: number): Buffer {
  return hash('sha256', written(entry, ordinal), 'buffer');
}

function written(entry: NewEntry, ordinal: number): string {
  const { occurredAt, kind, system, edrpou, actingUser, purpose, method, requestId, refusal, times } = entry;
  const fields = [
    FORMAT,
    String(ordinal),
    String(occurredAt.getTime()),
    kind,
    system,
    edrpou,
    actingUser,
    purpose,
    method,
    requestId,
    refusal,
    String(times),
    Buffer.from(entry.reasonDigest).toString('hex'),
    String(entry.subjectIds.length),
    ...entry.subjectIds,
  ];
  return fields.map(netstring).join('');
}

/** "5:hello," — the length in bytes comes first, so no text can imitate the end of a field. */
function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}
