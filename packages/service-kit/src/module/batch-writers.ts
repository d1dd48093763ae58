import type { Database, Step } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import {
  batchWriter,
  type PendingWrite,
  type BatchWriter,
  type DigestKeeper,
  type Wakeup,
} from '@safe-community/ledger';

/** A table into which the writes of many calls are inserted in one transaction. */
export interface BatchStore<Change, Row> {
  /** Encodes or encrypts a change. Runs before the transaction, so that this costs no lock time. */
  readonly toRow: (change: Change) => Row;
  /** The one statement that inserts the rows of a batch. */
  readonly insert: (rows: readonly Row[]) => Step;
  /** How many writes may wait for their batch. One more is refused with RESOURCE_EXHAUSTED. */
  readonly longestQueue: number;
  /** The refusal for a row that `insert` rejects, for example by a constraint. Undefined for a fault or a bug. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}

/** A batch store, whatever its rows are: it inserts only those that it has made. */
export interface AnyBatchStore<Change> extends Pick<
  BatchStore<Change, unknown>,
  'toRow' | 'longestQueue' | 'refusalOf'
> {
  readonly insert: (rows: readonly never[]) => Step;
}

interface RowWrite<Row> extends PendingWrite {
  readonly row: Row;
}

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keep: DigestKeeper;
}

/** The batch writers of a service: one for each batch store, shared by all commands that write to it. */
export class BatchWriters {
  readonly #shared: Shared;
  readonly #writers = new Map<object, BatchWriter<RowWrite<unknown>>>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  of<Change>(store: AnyBatchStore<Change>): BatchWriter<RowWrite<unknown>> {
    const known = this.#writers.get(store);
    const writer = known ?? this.#start(store);
    this.#writers.set(store, writer);
    return writer;
  }

  /** Resolves when no write waits. */
  async idle(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.idle()));
  }

  #start<Change>({ insert, longestQueue, refusalOf }: AnyBatchStore<Change>): BatchWriter<RowWrite<unknown>> {
    return batchWriter<RowWrite<unknown>>({
      ...this.#shared,
      longestQueue,
      // The rows were made by `toRow` of the same store.
      insert: (writes) => insert(writes.map(({ row }) => row) as never[]),
      ...(refusalOf === undefined ? {} : { refusalOf }),
    });
  }
}
