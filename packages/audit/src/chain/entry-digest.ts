import { createHash } from 'node:crypto';
import type { NewEntry } from './entry.ts';

/** The first field of an entry that is written this way. Another way gets another one; old entries keep theirs. */
const FORMAT = 'audit-entry/1';

/**
 * SHA-256 of an entry, written so that nothing else is written the same: docs/audit-format.md.
 * @param ordinal its place within its link, from 0: entries that change places are told by it.
 */
export function entryDigest(entry: NewEntry, ordinal: number): Buffer {
  return createHash('sha256').update(written(entry, ordinal)).digest();
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

/** "5:hello," — its length in bytes comes first, so that no text can pass for the end of a field. */
function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}
