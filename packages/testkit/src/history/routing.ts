/** That somebody answers for an incident from now on, or nobody any more. Empty: nobody. */
export interface RoutingFact {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Whether the report itself went there: the first routing, which belongs to no change. */
  readonly isFirst: boolean;
}

/** All that is there of who answers for which incident. */
export interface FoundRouting {
  /** As the ledger tells them, in its order. Of a report that went to nobody it tells none. */
  readonly facts: readonly RoutingFact[];
  /** Each change as the history of its incident has it, in the order of that history. */
  readonly entries: readonly Omit<RoutingFact, 'isFirst'>[];
  /** Who answers by the rows; empty: nobody. */
  readonly rows: ReadonlyMap<string, string>;
  /** Ids on the list of what nobody answers for. */
  readonly listed: readonly string[];
  /** Who has answered for the place of each row, one after the other, from before the first report on. */
  readonly answering: ReadonlyMap<string, readonly string[]>;
}
