/** What a rebuild has changed of the cells of one measure. Only counts. */
export interface CounterChange {
  readonly table: string;
  /** What the cells count. */
  readonly measure: string;
  /** Cells that differ from what they were. */
  readonly cells: number;
  /** By how much all of them together have grown. */
  readonly sum: number;
}

/** The last rebuild of a producer's effects that was carried out, or could not be. */
export interface CompletedRebuild {
  readonly id: bigint;
  readonly doneAt: Date;
  /** Why it was not carried out; empty when it was. */
  readonly failure: string;
  /** Undefined where nothing is compared. */
  readonly changes: readonly CounterChange[] | undefined;
}
