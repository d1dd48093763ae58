import { crashPoint } from '@safe-community/crash-points';
import { isTransient, type Database, type Step } from '@safe-community/database';
import { Refusal } from '@safe-community/grpc-kit';
import type { RecordedEvent } from './append.ts';
import type { Claimant } from './claim-all.ts';
import { commitAny, commitNew } from './commit-group.ts';
import { GroupCommit } from './group-commit.ts';
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

export interface GroupedWrites<Write> {
  /**
   * Resolves when the write is on disk. A repeated request changes nothing and gets the first answer; a used id
   * with another body is refused.
   */
  commit(write: Write): Promise<Committed>;
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
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

/** Measured best on two cores: larger groups gain nothing, smaller ones cost commits. */
const LARGEST_GROUP = 256;

/** The unit of work for many writes at once: requests, state and facts of a group commit together. */
export function groupedWrites<Write extends GroupedWrite>(options: GroupedWritesOptions<Write>): GroupedWrites<Write> {
  const { wakeup, longestQueue, keep, refusalOf } = options;
  /** Who sends one request again sends the next ones again as well, as a repeated import does. */
  let areRepeatsLikely = false;
  const group = new GroupCommit<Write, Committed | Refusal>({
    commit: async (writes) => {
      const allNew = areRepeatsLikely ? undefined : await commitNew(options, writes);
      const results = allNew ?? (await commitAny(options, writes));
      areRepeatsLikely = results.some((result) => result instanceof Refusal || result.repeated);
      crashPoint('write.committed');
      wakeup.committed();
      return results;
    },
    largestGroup: LARGEST_GROUP,
    longestQueue,
    isFault: isTransient,
  });
  return {
    async commit(write) {
      const { key } = write;
      const adding = group.add(keep ? { ...write, key: { ...key, digest: keep(key.digest) } } : write);
      const result = await adding.catch((error: unknown) => {
        throw refusalOf?.(error) ?? error;
      });
      if (result instanceof Refusal) throw result;
      return result;
    },
    idle: () => group.idle(),
  };
}
