/** A change of the responsible officer of an incident. Empty: nobody. */
export interface RoutingFact {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Whether this is the first routing, made by the report itself. */
  readonly isFirst: boolean;
}

/** The stored routing of all incidents. */
export interface FoundRouting {
  /** In ledger order. An unrouted report has none. */
  readonly facts: readonly RoutingFact[];
  /** Changes in the histories of the incidents, in their order. */
  readonly entries: readonly Omit<RoutingFact, 'isFirst'>[];
  /** Responsible officer by row; empty: nobody. */
  readonly rows: ReadonlyMap<string, string>;
  /** Ids on the unrouted list. */
  readonly listed: readonly string[];
  /** Responsible officers of the place of each row, in order, from before the first report. */
  readonly answering: ReadonlyMap<string, readonly string[]>;
}
