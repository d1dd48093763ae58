import { accepted, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import type { BatchStore } from './batch-writers.ts';
import { readWrite, type WriteRequest } from './command.ts';
import { refuse, type DeclaredWrite, type StoredAnswer, type Write } from './declared-write.ts';
import type { Parse } from './read-request.ts';
import type { Rpc, Runtime, UnaryMethod } from './rpc.ts';

/**
 * The steps of a write on a hot path. The kit commits the writes of many concurrent calls in one transaction. Such a
 * write decides from data in memory, before the transaction, and has no `load` and no `save`: the rows of a batch are
 * inserted by one statement. Steps that `CommandDeclaration` has as well mean the same here, with one exception:
 *
 * Whether a request is repeated is known only once its batch is written. So every step runs for a repeated request,
 * except for `committed`; what the steps decide for it is discarded, and the caller gets the stored response.
 */
export interface BatchWriteDeclaration<Response, Command, Facts, Change, Row> {
  readonly authorize?: (call: CallContext, command: Command) => Refusal | undefined;
  /** Gets data that is not in memory. Runs for a repeated request as well. */
  readonly facts?: (command: Command, call: CallContext) => Promise<Decision<Facts>>;
  /** The rule of the domain. A refusal reaches the caller before anything is written. */
  readonly decide: (command: Command, write: Write, facts: Facts) => Decision<Change>;
  /** Where the changes of a batch are inserted. Commands that share a store share its batches. */
  readonly batch: BatchStore<Change, Row>;
  readonly events: (change: Change) => readonly NewEvent[];
  readonly about: (change: Change) => readonly string[];
  readonly reply: (change: Change) => Response;
  /** Runs after the commit of a new write, for example to update memory. Does not run for a repeated request. */
  readonly committed?: (change: Change) => void;
  readonly complete?: (response: Response, call: CallContext) => Response | Promise<Response>;
}

/** The steps of a batch write that is a method of its own. */
export interface BatchDeclaration<
  Request extends object,
  Response,
  Command,
  Facts,
  Change,
  Row,
> extends BatchWriteDeclaration<Response, Command, Facts, Change, Row> {
  readonly parse: Parse<Request, Command>;
}

/** A declared write that other methods of the module can execute, for each entry of a batch or each row of an import. */
export interface BatchCommand<Command, Response> extends Rpc {
  /** Runs every step after `parse`, under the given idempotency key. */
  write(runtime: Runtime, key: RequestKey, command: Command, call: CallContext): Promise<Response>;
}

/** Declares a write on a hot path without a method of its own, such as a row of an import: see `batchCommand`. */
export function batchWrite<Response, Command, Change, Row, Facts = undefined>(
  answer: StoredAnswer<Response>,
  declaration: BatchWriteDeclaration<Response, Command, Facts, Change, Row>,
): DeclaredWrite<Command, Response> {
  const { authorize, facts: gather, decide, batch, events, about, reply, committed, complete } = declaration;
  return {
    async write(runtime, key, command, call) {
      const { clock, writers } = runtime;
      refuse(authorize?.(call, command));
      const facts = gather === undefined ? (undefined as Facts) : accepted(await gather(command, call));
      const now = clock.now();
      const change = accepted(decide(command, { call, now, newId: (at = now) => clock.newId(at) }, facts));
      const written = await writers.of(batch).commit({
        key,
        row: batch.toRow(change),
        response: answer.encode(reply(change)),
        about: about(change),
        events: events(change).map(recorded),
      });
      const { repeated } = written;
      if (!repeated) committed?.(change);
      const response = answer.decode(written.response);
      return { response: complete === undefined ? response : await complete(response, call), repeated };
    },
  };
}

/**
 * Declares a unary RPC that writes on a hot path. Use `command` unless a measurement shows that one transaction for
 * each call is too slow.
 */
export function batchCommand<
  Request extends WriteRequest,
  Response extends object,
  Command,
  Change,
  Row,
  Facts = undefined,
>(
  method: UnaryMethod<Request, Response>,
  declaration: BatchDeclaration<Request, Response, Command, Facts, Change, Row>,
): BatchCommand<Command, Response> {
  const answer = {
    encode: method.responseSerialize,
    decode: (bytes: Uint8Array) => method.responseDeserialize(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)),
  };
  const batched = batchWrite(answer, declaration);

  async function write(runtime: Runtime, key: RequestKey, command: Command, call: CallContext): Promise<Response> {
    return (await batched.write(runtime, key, command, call)).response;
  }

  return {
    method,
    write,
    bind: (runtime) => async (request: Request, call: CallContext) => {
      const { key, parsed } = await readWrite(declaration.parse, request, call);
      return write(runtime, key, parsed, call);
    },
  };
}
