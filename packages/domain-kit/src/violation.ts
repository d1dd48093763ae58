/** A field of a request and the rule that it violates. It never contains the value. */
export interface Violation {
  /** Path in the request, in proto names: "report.hromada_code". */
  readonly field: string;
  /** The rule in plain words: "must be 2 to 200 characters". */
  readonly rule: string;
}

/** A list with the violation, or an empty list if the rule holds. */
export function unless(holds: boolean, field: string, rule: string): Violation[] {
  return holds ? [] : [{ field, rule }];
}
