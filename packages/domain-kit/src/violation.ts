/** A field of a request and the rule that it breaks. Never holds the value itself. */
export interface Violation {
  /** Path in the request, in proto names: "report.hromada_code". */
  readonly field: string;
  /** The rule in plain words: "must be 2 to 200 characters". */
  readonly rule: string;
}

/** The violation when the rule does not hold, as a list to join with others. */
export function unless(holds: boolean, field: string, rule: string): Violation[] {
  return holds ? [] : [{ field, rule }];
}
