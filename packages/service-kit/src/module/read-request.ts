import { accepted, refuseInvalid, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { Parsing } from './steps.ts';

/**
 * Turns a request into a value of the domain. Reports each invalid field through `fields`; the kit discards the value when
 * there is a violation. Returns `fields.refusal(…)` where no value can be made of an invalid request. May look up memory or
 * the database, for example a territory code.
 */
export type Parse<Request extends object, Value, Deps = unknown> = (
  parsing: Parsing<Request, Deps>,
) => Decision<Value> | Promise<Decision<Value>>;

/** Parses a request. Throws one INVALID_ARGUMENT with all violations if there are any. */
export async function readRequest<Request extends object, Value, Deps>(
  parse: Parse<Request, Value, Deps>,
  parsing: Parsing<Request, Deps>,
): Promise<Value> {
  const parsed = await parse(parsing);
  refuseInvalid(parsing.fields.violations);
  return accepted(parsed);
}

export function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusal;
}
