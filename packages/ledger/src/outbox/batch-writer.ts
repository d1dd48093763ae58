import { crashPoint } from '@safe-community/database/crash-points';
import { isTransient } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';
import { commitAny, commitNew } from './batch-transaction.ts';
import { GroupCommit } from './batch-queue.ts';
import type { Committed, GroupedWrite, GroupedWritesOptions } from './batch-transaction.ts';

export interface GroupedWrites<Write> {
  /**
   * Resolves when the write is on disk. A repeated request changes nothing and gets the first answer; a used id
   * with another body is refused.
   */
  commit(write: Write): Promise<Committed>;
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
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
