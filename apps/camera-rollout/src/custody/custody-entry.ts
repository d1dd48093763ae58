/** What happens to a recording. */
export const CUSTODY_KINDS = [
  'registered',
  'view',
  'export',
  'share',
  'hold',
  'release',
  'freeze',
  'unfreeze',
  'redaction',
  'link',
  'unlink',
  'categorise',
  'expiry_announced',
  'expiry_cancelled',
  'expired',
  'restored',
  'deleted',
  'object_altered',
  'object_missing',
  'object_restored',
] as const;
export type CustodyKind = (typeof CUSTODY_KINDS)[number];

/** Who acts: the same as in the audit. */
export interface CustodyActor {
  /** Name of the calling system; that of this service for its own work. */
  readonly system: string;
  /** EDRPOU code of its organisation; may be empty. */
  readonly edrpou: string;
  /** The person, by an id of the calling system; empty if it named none. */
  readonly actingUser: string;
  /** Code of the purpose that the caller named; may be empty. */
  readonly purpose: string;
}

/** Why, and from where: personal, so it is encrypted, and only a digest of it is part of the chain. */
export interface CustodyTexts {
  readonly reason: string;
  /** A workplace, an office, a place; empty if it was not given. */
  readonly place: string;
}

/** What the hash of an entry covers. */
export interface ChainedEntry {
  readonly recordingId: string;
  /** From 1, without gaps. */
  readonly index: number;
  /** `hash` of the entry before it; `NO_HASH` for the first. */
  readonly previousHash: Uint8Array;
  readonly kind: CustodyKind;
  /** In whole milliseconds. */
  readonly at: Date;
  readonly actor: CustodyActor;
  /** `writtenFacts` of what happened. */
  readonly facts: string;
  /** `digestOfTexts`; empty without texts. */
  readonly textDigest: Uint8Array;
}

/** An entry as it is stored; `entryHash` computes the expected hash. */
export interface CustodyEntry extends ChainedEntry {
  readonly hash: Uint8Array;
}

/** The previous hash of the first entry. */
export const NO_HASH: Uint8Array = new Uint8Array(32);

/** Codes that say what happened, one "key=value" a line, by key. */
export function writtenFacts(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .map(([key, value]) => {
      if (/[=\n]/.test(key) || value.includes('\n')) throw new Error(`the fact ${key} cannot be written as a line`);
      return `${key}=${value}`;
    })
    .toSorted()
    .join('\n');
}
