import { refuseInvalid, type Fields } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';

/** Reads a request into the words of the domain. May ask memory or the database about places that it names. */
export type Parse<Request extends object, Value> = (
  request: Request,
  fields: Fields<Request>,
  call: CallContext,
) => Value | Promise<Value>;

/** INVALID_ARGUMENT with every violation when there is one. */
export async function readRequest<Request extends object, Value>(
  parse: Parse<Request, Value>,
  request: Request,
  fields: Fields<Request>,
  call: CallContext,
): Promise<Value> {
  const value = await parse(request, fields, call);
  refuseInvalid(fields.violations);
  return value;
}
