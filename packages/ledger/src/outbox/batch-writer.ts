import { crashPoint } from '@safe-community/database/crash-points';
import { isTransient } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';
import { BatchQueue } from './batch-queue.ts';
import { commitAny, commitNew, type BatchTarget, type PendingWrite, type Committed } from './batch-transaction.ts';
import type { DigestKeeper } from './idempotency-keys.ts';
import type { Wakeup } from './wakeup.ts';

/** The unit of work for many writes at once: requests, state, audit and events of a batch commit together. */
export interface BatchWriter<Write> {
  /**
   * Resolves when the write is on disk. A repeated request changes nothing and gets the first answer; an id that was
   * used with another body is refused.
   */
  commit(write: Write): Promise<Committed>;
  /** Resolves when no write waits. */
  idle(): Promise<void>;
}

export interface BatchWriterOptions<Write> extends BatchTarget<Write> {
  readonly wakeup: Wakeup;
  /** Writes that may wait; one more is refused at once. */
  readonly longestQueue: number;
  /** How the digests of bodies are stored; unchanged where no body holds personal data. */
  readonly keep?: DigestKeeper;
  /** The refusal for the write by which `insert` failed; undefined for a fault or a bug. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}

/** Measured on two cores: larger batches gain nothing, smaller ones cost more commits. */
const MAX_BATCH = 256;

export function batchWriter<Write extends PendingWrite>(options: BatchWriterOptions<Write>): BatchWriter<Write> {
  const { wakeup, longestQueue, keep, refusalOf } = options;
  /** A caller that repeats one request repeats the next ones as well, for example a repeated import. */
  let areRepeatsLikely = false;
  const queue = new BatchQueue<Write, Committed | Refusal>({
    commit: async (writes) => {
      const allNew = areRepeatsLikely ? undefined : await commitNew(options, writes);
      const { results, appended } = allNew ?? (await commitAny(options, writes));
      areRepeatsLikely = results.some((result) => result instanceof Refusal || result.repeated);
      crashPoint('write.committed');
      if (appended !== undefined) wakeup.committed(appended);
      return results;
    },
    largestBatch: MAX_BATCH,
    longestQueue,
    isFault: isTransient,
  });
  return {
    async commit(write) {
      const { key } = write;
      const adding = queue.add(keep ? { ...write, key: { ...key, digest: keep(key.digest) } } : write);
      const result = await adding.catch((error: unknown) => {
        throw refusalOf?.(error) ?? error;
      });
      if (result instanceof Refusal) throw result;
      return result;
    },
    idle: () => queue.idle(),
  };
}
