import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { checkUuid, Fields } from '@safe-community/domain-kit';
import { readRequest, type Parse } from './read-request.ts';
import type { Bound, Rpc, UnaryMethod } from './rpc.ts';
import { runWrite, type StoredAnswer, type Written } from './run-write.ts';
import { turns } from './turns.ts';
import type { CommandSteps, WriteRequest, WriteSteps } from './write-steps.ts';

/** A declared write. Methods execute it under idempotency keys that they choose, from `authorize` on. */
export interface DeclaredWrite<Command, Response, Deps = unknown> {
  readonly write: (
    bound: Bound<Deps>,
    key: RequestKey,
    command: Command,
    call: CallContext,
  ) => Promise<Written<Response>>;
}

/** A write that is a method; other methods of the module can execute it as well. */
export interface Command<Parsed, Response, Deps = unknown> extends Rpc<Deps>, DeclaredWrite<Parsed, Response, Deps> {}

/** Rows that are written at once: each takes a connection, and other calls need some as well. */
const ROWS_AT_ONCE = 4;

/**
 * Declares a write: a method of a service definition, or, with the way in which its response is stored instead of a method,
 * what a row of an import does.
 */
export function command<
  Response,
  Parsed,
  Change,
  Loaded = undefined,
  Saved = Change,
  Gathered = undefined,
  Deps = unknown,
>(
  answer: StoredAnswer<Response>,
  steps: WriteSteps<Response, Parsed, Gathered, Loaded, Change, Saved, Deps>,
): DeclaredWrite<Parsed, Response, Deps>;
export function command<
  Request extends WriteRequest,
  Response extends object,
  Parsed,
  Change,
  Loaded = undefined,
  Saved = Change,
  Gathered = undefined,
  Deps = unknown,
>(
  method: UnaryMethod<Request, Response>,
  steps: CommandSteps<Request, Response, Parsed, Gathered, Loaded, Change, Saved, Deps>,
): Command<Parsed, Response, Deps>;
export function command<
  Request extends WriteRequest,
  Response extends object,
  Parsed,
  Change,
  Loaded,
  Saved,
  Gathered,
  Deps,
>(
  kind: UnaryMethod<Request, Response> | StoredAnswer<Response>,
  steps:
    | CommandSteps<Request, Response, Parsed, Gathered, Loaded, Change, Saved, Deps>
    | WriteSteps<Response, Parsed, Gathered, Loaded, Change, Saved, Deps>,
): Command<Parsed, Response, Deps> | DeclaredWrite<Parsed, Response, Deps> {
  refuseSilentSteps(steps);
  if (!('path' in kind)) return rowWrite(kind, steps);
  if (!('parse' in steps)) throw new Error(`${kind.path} has no parse`);
  const { parse } = steps;
  const answer: StoredAnswer<Response> = {
    encode: kind.responseSerialize,
    decode: (bytes) => kind.responseDeserialize(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)),
  };
  const write: Command<Parsed, Response, Deps>['write'] = async (bound, key, parsed, call) =>
    runWrite(bound, answer, steps, { key, command: parsed, call });
  return {
    method: kind,
    write,
    bind: (bound) => async (request: Request, call: CallContext) => {
      const { key, parsed } = await readWrite(parse, request, call, bound);
      return (await write(bound, key, parsed, call)).response;
    },
  };
}

function rowWrite<Response, Row, Gathered, Loaded, Change, Saved, Deps>(
  answer: StoredAnswer<Response>,
  steps: WriteSteps<Response, Row, Gathered, Loaded, Change, Saved, Deps>,
): DeclaredWrite<Row, Response, Deps> {
  const { inOrder, batch } = steps;
  const inTurn = turns(ROWS_AT_ONCE);
  return {
    async write(bound, key, row, call) {
      const write = async () => runWrite(bound, answer, steps, { key, command: row, call });
      // Rows of a batch share its transaction.
      if (batch !== undefined) return write();
      return inTurn(
        [key.requestId, ...(inOrder?.(row) ?? [])].filter((id) => id !== ''),
        write,
      );
    },
  };
}

/** A shared transaction does not run these: a check of access among them would be skipped in silence. */
function refuseSilentSteps({ batch, ...steps }: { readonly batch?: unknown }): void {
  const silent = batch === undefined ? [] : ['load', 'authorizeLoaded', 'save'].filter((step) => step in steps);
  if (silent.length > 0) throw new Error(`a write with a batch has no ${silent.join(', ')}`);
}

/**
 * Reads the idempotency key and the command of a write request. Reports all violations in one error, that of
 * `request_id` first.
 */
async function readWrite<Request extends WriteRequest, Parsed, Deps>(
  parse: Parse<Request, Parsed, Deps>,
  request: Request,
  call: CallContext,
  { clock, database, deps }: Bound<Deps>,
): Promise<{ readonly key: RequestKey; readonly parsed: Parsed }> {
  const fields = new Fields<Request>(request);
  fields.check(checkUuid(request.requestId, 'request_id'));
  const parsed = await readRequest(parse, { request, fields, call, clock, database, deps });
  return { key: requestKey(call, request.requestId), parsed };
}
