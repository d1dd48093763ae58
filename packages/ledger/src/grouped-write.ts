import type { Database, Step } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import type { RecordedEvent } from './append.ts';
import type { Claimant } from './claim-all.ts';
import type { DigestKeeper } from './request-record.ts';
import type { Wakeup } from './wakeup.ts';

/** A write that shares its commit with others: its request and answer, and the facts that happen by it. */
export interface GroupedWrite extends Claimant {
  readonly events: readonly RecordedEvent[];
  /** Ids of what it concerns, for who looks in the audit. */
  readonly about?: readonly string[];
}

/** What a write was answered. */
export interface Committed {
  /** The answer that is kept: of this commit, or of the first one with the same request. */
  readonly response: Uint8Array;
  readonly repeated: boolean;
}

export interface GroupedWritesOptions<Write> {
  readonly database: Database;
  readonly wakeup: Wakeup;
  /** Writes that may wait; one more is refused at once. */
  readonly longestQueue: number;
  /** What is stored of the digests of bodies; as they are, where no body holds personal data. */
  readonly keep?: DigestKeeper;
  /** Inserts the state of all writes, whose requests are new. */
  readonly insert: (writes: readonly Write[]) => Step;
  /** What to tell whoever sent the write by which `insert` failed; undefined for a fault or a bug. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}
