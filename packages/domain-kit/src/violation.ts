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

/** Violations of a part of the request, by their path in the whole: "name" within "units[2]" is "units[2].name". */
export function within(path: string, violations: readonly Violation[]): Violation[] {
  return violations.map(({ field, rule }) => ({ field: `${path}.${field}`, rule }));
}

/** What the elements of a list break. `check` names the fields of one element: "name". */
export function checkEach<Item>(
  field: string,
  items: readonly Item[],
  check: (item: Item, index: number) => readonly Violation[],
): Violation[] {
  return items.flatMap((item, index) => within(`${field}[${index}]`, check(item, index)));
}
