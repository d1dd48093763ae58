import { accepted, refuseInvalid, type Decision, type Fields } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';

/**
 * Turns a request into a value of the domain. Reports each invalid field through `fields`; the kit discards the value when
 * there is a violation. Returns `fields.refusal(…)` where no value can be made of an invalid request. May look up memory or
 * the database, for example a territory code.
 */
export type Parse<Request extends object, Value> = (
  request: Request,
  fields: Fields<Request>,
  call: CallContext,
) => Decision<Value> | Promise<Decision<Value>>;

/** Parses a request. Throws one INVALID_ARGUMENT with all violations if there are any. */
export async function readRequest<Request extends object, Value>(
  parse: Parse<Request, Value>,
  request: Request,
  fields: Fields<Request>,
  call: CallContext,
): Promise<Value> {
  const parsed = await parse(request, fields, call);
  refuseInvalid(fields.violations);
  return accepted(parsed);
}
