import { checkUuid, Fields } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { runWrite, type WriteDeclaration } from './declared-write.ts';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

/** Every write request carries an idempotency key, chosen by the caller. */
export interface WriteRequest {
  /** A UUID. A retry sends the same id and the same body. */
  readonly requestId: string;
}

/** The steps of a write that is a method of its own. `parse` runs first, for every request. */
export interface CommandDeclaration<
  Request extends object,
  Response,
  Command,
  Facts,
  Loaded,
  Change,
  Saved,
> extends WriteDeclaration<Response, Command, Facts, Loaded, Change, Saved> {
  /** Turns the request into a command of the domain, and reports every invalid field through `fields`. */
  readonly parse: Parse<Request, Command>;
}

/**
 * Declares a unary RPC that writes. The module lists the result among its `rpcs`.
 *
 * @param method the method of the generated service definition
 */
export function command<
  Request extends WriteRequest,
  Response extends object,
  Command,
  Change,
  Loaded = undefined,
  Saved = Change,
  Facts = undefined,
>(
  method: UnaryMethod<Request, Response>,
  declaration: CommandDeclaration<Request, Response, Command, Facts, Loaded, Change, Saved>,
): Rpc {
  const answer = {
    encode: method.responseSerialize,
    decode: (bytes: Uint8Array) => method.responseDeserialize(Buffer.from(bytes)),
  };
  return {
    method,
    bind: (runtime) => async (request: Request, call: CallContext) => {
      const { key, parsed } = await readWrite(declaration.parse, request, call);
      return (await runWrite(runtime, answer, declaration, { key, command: parsed, call })).response;
    },
  };
}

/**
 * Reads the idempotency key and the command of a write request. Reports all violations in one error, that of
 * `request_id` first.
 */
export async function readWrite<Request extends WriteRequest, Command>(
  parse: Parse<Request, Command>,
  request: Request,
  call: CallContext,
): Promise<{ readonly key: RequestKey; readonly parsed: Command }> {
  const fields = new Fields<Request>(request);
  fields.check(checkUuid(request.requestId, 'request_id'));
  const parsed = await readRequest(parse, request, fields, call);
  return { key: requestKey(call, request.requestId), parsed };
}
