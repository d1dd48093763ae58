import type { Database, Step } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { batchWriter, type BatchWrite, type BatchWriter, type DigestKeeper, type Wakeup } from '@safe-community/ledger';

/** A table to which many requests write in one transaction: the rows of a group go in by one statement. */
export interface BatchStore<Change, Row> {
  /** Encodes or encrypts a change, outside of the transaction. */
  readonly toRow: (change: Change) => Row;
  readonly insert: (rows: readonly Row[]) => Step;
  /** Writes that may wait; one more is refused with RESOURCE_EXHAUSTED. */
  readonly longestQueue: number;
  /** The refusal for the row by which `insert` failed; undefined for a fault or a bug. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}

interface RowWrite<Row> extends BatchWrite {
  readonly row: Row;
}

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keep: DigestKeeper;
}

/** The group commits of a service: one for each batch store, shared by all commands that write to it. */
export class BatchWriters {
  readonly #shared: Shared;
  readonly #writers = new Map<object, Pick<BatchWriter<never>, 'idle'>>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  of<Change, Row>(store: BatchStore<Change, Row>): BatchWriter<RowWrite<Row>> {
    // The map holds writers of many row types; the one under a store was made for that store.
    const known = this.#writers.get(store) as BatchWriter<RowWrite<Row>> | undefined;
    const writer = known ?? this.#start(store);
    this.#writers.set(store, writer);
    return writer;
  }

  /** Resolves when no write waits. */
  async idle(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.idle()));
  }

  #start<Row>({ insert, longestQueue, refusalOf }: BatchStore<never, Row>): BatchWriter<RowWrite<Row>> {
    return batchWriter<RowWrite<Row>>({
      ...this.#shared,
      longestQueue,
      insert: (writes) => insert(writes.map(({ row }) => row)),
      ...(refusalOf === undefined ? {} : { refusalOf }),
    });
  }
}
