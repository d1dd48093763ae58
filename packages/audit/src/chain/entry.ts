/** What kinds of things the audit tells of. */
export const ENTRY_KINDS = ['write', 'denied', 'sensitive-read', 'audit-read', 'administration'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Who acts, as far as it is known. Belongs to a person: for those who audit, never in logs or errors. */
export interface Actor {
  /** Name of the calling system. */
  readonly system: string;
  /** EDRPOU code of its organisation; empty for a system that nobody knows. */
  readonly edrpou: string;
  /** The person there, by an id of that system; empty when it named none. */
  readonly actingUser: string;
  /** Code of the purpose that the caller named; may be empty. */
  readonly purpose: string;
}

/** What somebody did, or was not let do. */
export interface NewEntry extends Actor {
  /** By the clock of the service; of several equal denials the first. Counted in whole milliseconds. */
  readonly occurredAt: Date;
  readonly kind: EntryKind;
  /** Path of a gRPC method without its first "/", or the name of what is no call: "import-row". */
  readonly method: string;
  /** UUID in lower case: of a write its request, of a read its own; empty where there is none. */
  readonly requestId: string;
  /** Ids of what it concerns, without blanks; what is searched for most stands first. */
  readonly subjectIds: readonly string[];
  /** Why it was refused: "PERMISSION_DENIED SCOPE_MISSING"; empty for what was not. */
  readonly refusal: string;
  /** How many equal ones it stands for, from 1. */
  readonly times: number;
  /** SHA-256 of a sealed reason that is kept beside the chain; empty where there is none. */
  readonly reasonDigest: Uint8Array;
}

/** An entry as it stands in the chain. */
export interface AuditEntry extends NewEntry {
  /** From 1, without gaps. */
  readonly sequence: bigint;
  /** As stored: `entryDigest` says what it has to be. */
  readonly digest: Uint8Array;
}

/** What an entry says when nothing else is said. */
export const PLAIN = {
  requestId: '',
  subjectIds: [],
  refusal: '',
  times: 1,
  reasonDigest: new Uint8Array(),
} as const satisfies Partial<NewEntry>;
