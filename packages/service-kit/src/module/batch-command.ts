import { accepted, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import type { BatchStore } from './batch-writers.ts';
import { readWrite, refuse, type Write, type WriteRequest } from './command.ts';
import type { Parse } from './read-request.ts';
import type { Rpc, Runtime, UnaryMethod } from './rpc.ts';

/**
 * A write on a hot path: the kit commits the writes of many calls together. It decides from what is in memory, before
 * the transaction; otherwise it is declared as a command is.
 */
export interface BatchDeclaration<Request extends object, Response, Command, Facts, Change, Row> {
  readonly parse: Parse<Request, Command>;
  readonly authorize?: (call: CallContext, command: Command) => Refusal | undefined;
  /** Facts that are not in memory. Runs for a repeated request as well. */
  readonly facts?: (command: Command, call: CallContext) => Promise<Decision<Facts>>;
  readonly decide: (command: Command, write: Write, facts: Facts) => Decision<Change>;
  readonly batch: BatchStore<Change, Row>;
  readonly events: (change: Change) => readonly NewEvent[];
  readonly about: (change: Change) => readonly string[];
  readonly reply: (change: Change) => Response;
  /** Runs after the commit of a new write, not for a repeated one. */
  readonly committed?: (change: Change) => void;
  readonly complete?: (response: Response, call: CallContext) => Response | Promise<Response>;
}

/** A write that other methods of the module carry out as well: for each entry of a batch, each row of an import. */
export interface BatchCommand<Command, Response> extends Rpc {
  execute(runtime: Runtime, key: RequestKey, command: Command, call: CallContext): Promise<Response>;
}

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
  const { authorize, facts: gather, decide, batch, events, about, reply, committed, complete } = declaration;

  async function execute(runtime: Runtime, key: RequestKey, command: Command, call: CallContext): Promise<Response> {
    const { clock, writers } = runtime;
    refuse(authorize?.(call, command));
    const facts = gather === undefined ? (undefined as Facts) : accepted(await gather(command, call));
    const now = clock.now();
    const change = accepted(decide(command, { call, now, newId: () => clock.newId(now) }, facts));
    const written = await writers.of(batch).commit({
      key,
      row: batch.toRow(change),
      response: method.responseSerialize(reply(change)),
      about: about(change),
      events: events(change).map(recorded),
    });
    if (!written.repeated) committed?.(change);
    const response = method.responseDeserialize(Buffer.from(written.response));
    return complete === undefined ? response : complete(response, call);
  }

  return {
    method,
    execute,
    bind: (runtime) => async (request: Request, call: CallContext) => {
      const { key, parsed } = await readWrite(declaration.parse, request, call);
      return execute(runtime, key, parsed, call);
    },
  };
}
