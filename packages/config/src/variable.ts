/** What a person needs to know to set a variable correctly. */
export interface About {
  /** Completes the sentence "it must be …". */
  readonly expects: string;
  /** A valid value; for a secret, an obviously invented one. */
  readonly example: string;
  /** A secret variable's value is never printed. */
  readonly isSecret?: boolean;
}

/** A variable of the environment: what a valid text of it means. */
export interface Variable<Value> extends About {
  /** Undefined if the text, or that there is none, is not valid. */
  readonly parse: (raw: string | undefined) => { readonly value: Value } | undefined;
  optional(): Variable<Value | undefined>;
  default(value: Value): Variable<Value>;
}

/** A variable that must be set. @param parse undefined if the text is not valid */
export function variable<Value>(about: About, parse: (raw: string) => NonNullable<Value> | undefined): Variable<Value> {
  return wrapped(about, (raw) => {
    const value = raw === undefined ? undefined : parse(raw);
    return value === undefined ? undefined : { value };
  });
}

/** Marks a variable whose value must never be printed. */
export function secret<Value>(given: Variable<Value>): Variable<Value> {
  return wrapped({ ...given, isSecret: true }, given.parse);
}

function wrapped<Value>(
  { expects, example, isSecret = false }: About,
  parse: Variable<Value>['parse'],
): Variable<Value> {
  const about = { expects, example, isSecret };
  return {
    ...about,
    parse,
    optional: () => wrapped<Value | undefined>(about, (raw) => (raw === undefined ? { value: undefined } : parse(raw))),
    default: (value) => wrapped(about, (raw) => (raw === undefined ? { value } : parse(raw))),
  };
}
