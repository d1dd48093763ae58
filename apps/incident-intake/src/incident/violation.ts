/** A field of a report and the rule that it breaks; never the value. */
export interface Violation {
  /** Path in the message, in proto names: "report.casualties.killed". */
  readonly field: string;
  readonly rule: string;
}

/** The violation when the rule does not hold, as a list to be joined with others. */
export function unless(holds: boolean, field: string, rule: string): Violation[] {
  return holds ? [] : [{ field, rule }];
}
