import { hash } from 'node:crypto';
import type { ChainedEntry, CustodyTexts } from './custody-entry.ts';

/** The first field of the encoding. A new format gets a new value; old entries keep theirs. */
const FORMAT = 'recording-custody/1';
const TEXT_FORMAT = 'recording-custody-text/1';

/** SHA-256 of an entry in an unambiguous encoding: docs/custody-format.md. */
export function entryHash(entry: ChainedEntry): Buffer {
  const { recordingId, index, previousHash, kind, at, actor, facts, textDigest } = entry;
  const fields = [
    FORMAT,
    recordingId,
    String(index),
    hex(previousHash),
    kind,
    String(at.getTime()),
    actor.system,
    actor.edrpou,
    actor.actingUser,
    actor.purpose,
    facts,
    hex(textDigest),
  ];
  return hash('sha256', fields.map(netstring).join(''), 'buffer');
}

/**
 * SHA-256 of the texts with a random salt, so that nobody can guess a short text by its digest. Who gets texts and salt
 * can check that they are those of the chain.
 */
export function digestOfTexts({ reason, place }: CustodyTexts, salt: Uint8Array): Buffer {
  return hash('sha256', [TEXT_FORMAT, hex(salt), reason, place].map(netstring).join(''), 'buffer');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** "5:hello," — the length in bytes comes first, so no text can imitate the end of a field. */
function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}
