/** The kinds of audit entries. */
export const ENTRY_KINDS = ['write', 'denied', 'sensitive-read', 'audit-read', 'administration'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Who acts, as far as it is known. Personal data: for auditors only, never in logs or errors. */
export interface Actor {
  /** Name of the calling system. */
  readonly system: string;
  /** EDRPOU code of its organisation; empty for an unregistered client. */
  readonly edrpou: string;
  /** The person, by an id of the calling system; empty if it named none. */
  readonly actingUser: string;
  /** Code of the purpose that the caller named; may be empty. */
  readonly purpose: string;
}

/** What somebody did, or was not allowed to do. */
export interface NewEntry extends Actor {
  /** By the clock of the service, in whole milliseconds; for aggregated denials, the time of the first. */
  readonly occurredAt: Date;
  readonly kind: EntryKind;
  /** Path of a gRPC method without its first "/", or a name for work that is not a call: "import-row". */
  readonly method: string;
  /** UUID in lower case: the request of a write, or the id of a read; empty if there is none. */
  readonly requestId: string;
  /** Ids of the subjects, without blanks; the one that is searched for most comes first. */
  readonly subjectIds: readonly string[];
  /** Why it was denied: "PERMISSION_DENIED SCOPE_MISSING"; empty if it was not. */
  readonly refusal: string;
  /** How many equal denials the entry stands for, from 1. */
  readonly times: number;
  /** SHA-256 of an encrypted reason that is stored outside the chain; empty if there is none. */
  readonly reasonDigest: Uint8Array;
}

/** An entry in the chain. */
export interface AuditEntry extends NewEntry {
  /** From 1, without gaps. */
  readonly sequence: bigint;
  /** As stored; `entryDigest` computes the expected value. */
  readonly digest: Uint8Array;
}

/** Defaults for the optional fields of an entry. */
export const PLAIN = {
  requestId: '',
  subjectIds: [],
  refusal: '',
  times: 1,
  reasonDigest: new Uint8Array(),
} as const satisfies Partial<NewEntry>;
