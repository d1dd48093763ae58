import type { EntityManager } from '@safe-community/database';
import { accepted, checkUuid, Fields, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, Runtime, UnaryMethod } from './rpc.ts';

/** What every write has: the id by which a repeat of it is recognized. */
export interface WriteRequest {
  readonly requestId: string;
}

/** What the steps of a write know besides its data. */
export interface Write {
  readonly call: CallContext;
  /** One time for all that the write changes, taken when its rows are locked. */
  readonly now: Date;
  /** A UUID version 7 of `now`, or of the time when what is written began. */
  readonly newId: (at?: Date) => string;
}

/**
 * A write, in the order in which the kit runs it. The kit adds what every write needs: idempotency by request_id, the
 * transaction, the audit entry, the ledger and the mapping of refusals to gRPC errors.
 */
export interface CommandDeclaration<Request extends object, Response, Command, Facts, Loaded, Change, Saved> {
  readonly parse: Parse<Request, Command>;
  /** Whether the caller may do this at all, where that follows from the request. */
  readonly authorize?: (call: CallContext, command: Command) => Refusal | undefined;
  /** Asks other services. Runs before the transaction, so that no lock waits for them, and not for a repeated request. */
  readonly facts?: (command: Command, call: CallContext) => Promise<Decision<Facts>>;
  /** Reads what the decision needs, and locks what it changes. Left out, or without a value, when nothing is needed. */
  readonly load?: (tx: EntityManager, command: Command, facts: Facts) => Promise<Decision<Loaded>>;
  /** Whether the caller may do this to what was loaded: territory and category. */
  readonly authorizeLoaded?: (call: CallContext, loaded: Loaded, command: Command) => Refusal | undefined;
  /** Pure: the change, or the refusal that names why not. */
  readonly decide: (loaded: Loaded, command: Command, write: Write) => Decision<Change>;
  /** Left out when the events are all that is written: then `events`, `about` and `reply` get the change. */
  readonly save?: (tx: EntityManager, change: Change, write: Write) => Promise<Saved>;
  readonly events?: (saved: Saved, write: Write) => readonly NewEvent[];
  /** Ids of what the write concerns, for the audit; what is searched for most comes first. */
  readonly about: (saved: Saved, command: Command) => readonly string[];
  readonly reply: (saved: Saved, write: Write) => Response;
  /**
   * Completes the stored answer, of this request or of its first try, with what must not be stored, or makes what it
   * says visible to the next read.
   */
  readonly complete?: (response: Response, call: CallContext, command: Command) => Response | Promise<Response>;
}

/** Declares a write of one request. */
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
  const { parse, authorize, facts: gather, complete } = declaration;
  return {
    method,
    bind: (runtime) => {
      const { unitOfWork } = runtime;
      const answerTo = (bytes: Uint8Array, call: CallContext, given: Command): Response | Promise<Response> => {
        const response = method.responseDeserialize(Buffer.from(bytes));
        return complete === undefined ? response : complete(response, call, given);
      };
      return async (request: Request, call: CallContext): Promise<Response> => {
        const { key, parsed } = await readWrite(parse, request, call);
        refuse(authorize?.(call, parsed));
        let facts = undefined as Facts;
        if (gather !== undefined) {
          const first = await unitOfWork.answerTo(key);
          if (first !== undefined) return answerTo(first, call, parsed);
          facts = accepted(await gather(parsed, call));
        }
        const work = (tx: EntityManager) =>
          runWrite(runtime, method, declaration, tx, { command: parsed, facts, call });
        return answerTo(await unitOfWork.write(key, work), call, parsed);
      };
    },
  };
}

interface Given<Command, Facts> {
  readonly command: Command;
  readonly facts: Facts;
  readonly call: CallContext;
}

async function runWrite<Request extends object, Response, Command, Facts, Loaded, Change, Saved>(
  { clock }: Runtime,
  method: UnaryMethod<Request, Response>,
  declaration: CommandDeclaration<Request, Response, Command, Facts, Loaded, Change, Saved>,
  tx: EntityManager,
  { command, facts, call }: Given<Command, Facts>,
) {
  const { load, authorizeLoaded, decide, save, events, about, reply } = declaration;
  const loaded = load === undefined ? (undefined as Loaded) : accepted(await load(tx, command, facts));
  refuse(authorizeLoaded?.(call, loaded, command));
  const now = clock.now();
  const write: Write = { call, now, newId: (at = now) => clock.newId(at) };
  const change = accepted(decide(loaded, command, write));
  // Without `save`, Saved is Change.
  const saved = save === undefined ? (change as unknown as Saved) : await save(tx, change, write);
  return {
    answer: method.responseSerialize(reply(saved, write)),
    events: events?.(saved, write) ?? [],
    about: about(saved, command),
  };
}

/** The key and the content of a write. All violations are reported at once, those of the request_id first. */
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

export function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusal;
}
