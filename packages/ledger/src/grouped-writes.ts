import { appendAudit } from '@safe-community/audit';
import { crashPoint } from '@safe-community/crash-points';
import { isTransient, type Database, type EntityManager } from '@safe-community/database';
import { Refusal } from '@safe-community/grpc-kit';
import { appendEvents, type RecordedEvent } from './append.ts';
import { claimAll, type Claimant } from './claim-all.ts';
import { entryOfWrite } from './entry-of-write.ts';
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
  /** Inserts the state of all writes whose request is new; a refusal is of one of them, who is then found. */
  readonly insert: (em: EntityManager, writes: readonly Write[]) => Promise<void>;
}

/** Measured best on two cores: larger groups gain nothing, smaller ones cost commits. */
const LARGEST_GROUP = 256;

/** The unit of work for many writes at once: requests, state and facts of a group commit together. */
export function groupedWrites<Write extends GroupedWrite>(options: GroupedWritesOptions<Write>): GroupedWrites<Write> {
  const { database, wakeup, longestQueue, insert, keep } = options;
  const group = new GroupCommit<Write, Committed | Refusal>({
    commit: async (writes) => {
      const results = await database.em.fork().transactional(async (em) => {
        const claimed = await commitGroup(em, writes, insert);
        crashPoint('write.before-commit');
        return claimed;
      });
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
      const result = await group.add(keep ? { ...write, key: { ...key, digest: keep(key.digest) } } : write);
      if (result instanceof Refusal) throw result;
      return result;
    },
    idle: () => group.idle(),
  };
}

/** Audit and ledger come last, in this order everywhere: both are locked until the commit. */
async function commitGroup<Write extends GroupedWrite>(
  em: EntityManager,
  writes: readonly Write[],
  insert: GroupedWritesOptions<Write>['insert'],
): Promise<(Committed | Refusal)[]> {
  const claims = await claimAll(em, writes);
  const fresh = writes.filter((_, index) => claims[index]?.state === 'fresh');
  if (fresh.length > 0) {
    await insert(em, fresh);
    await appendAudit(
      em,
      fresh.map(({ key, about = [] }) => entryOfWrite(key, about)),
    );
    await appendEvents(
      em,
      fresh.flatMap(({ events }) => events),
    );
  }
  return writes.map((write, index) => {
    const claim = claims[index];
    if (claim?.state === 'refused') return claim.refusal;
    if (claim?.state === 'repeated') return { response: claim.response, repeated: true };
    return { response: write.response, repeated: false };
  });
}
