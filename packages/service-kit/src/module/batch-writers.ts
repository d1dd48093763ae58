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
  readonly #writers = new Map<object, Pick<BatchWriter<never>, 'idle'>>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  of<Change, Row>(store: BatchStore<Change, Row>): BatchWriter<RowWrite<Row>> {
    // The map holds writers of many row types. The writer under a store has the row type of that store.
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
