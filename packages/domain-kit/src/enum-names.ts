/** The words of the domain for the numbers of a protobuf enum. */
export interface EnumNames<Name extends string, Value extends number> {
  /** Undefined for 0 and for numbers of a later version. */
  readonly nameOf: (number: number) => Name | undefined;
  readonly numberOf: (name: Name) => Value;
}

/** @param values the generated enum. It calls `on_leave` ON_LEAVE. */
export function enumNames<Name extends string, Values extends Readonly<Record<Uppercase<Name>, number>>>(
  values: Values,
  names: readonly Name[],
): EnumNames<Name, Values[Uppercase<Name>]> {
  const numberOf = (name: Name) => values[name.toUpperCase() as Uppercase<Name>];
  const known = new Map<number, Name>(names.map((name) => [numberOf(name), name]));
  return { nameOf: (number) => known.get(number), numberOf };
}
