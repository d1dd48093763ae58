import type { EntityManager } from '@safe-community/database';
import { accepted, checkUuid, Fields, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, Runtime, UnaryMethod } from './rpc.ts';

/** Every write request carries an idempotency key, chosen by the caller. */
export interface WriteRequest {
  /** A UUID. A retry sends the same id and the same body. */
  readonly requestId: string;
}

/** The context of one write: who calls, when, and a source of ids. */
export interface Write {
  readonly call: CallContext;
  /**
   * The time of the write, the same for everything that it changes. A command takes it after `load`, so that writes
   * that lock the same row have times in the order in which they commit.
   */
  readonly now: Date;
  /** Returns a new UUID version 7 with the timestamp `now`, or with that of the time when what is written began. */
  readonly newId: (at?: Date) => string;
}

/**
 * The steps of a write, in the order in which the kit runs them:
 *
 * 1. `parse` and `authorize`, for every request.
 * 2. `facts`, before the transaction.
 * 3. `load`, `authorizeLoaded`, `decide`, `save`, `reply`, `events` and `about`, in one transaction.
 * 4. `complete`, after the commit.
 *
 * The kit does the rest: it checks `request_id`, detects repeated requests, opens the transaction, and stores the state,
 * the response, the audit entry and the domain events in it. Either all of them are committed or none.
 *
 * Each step that returns a `Decision` can refuse. A refusal rolls the transaction back and becomes a gRPC error; the
 * `request_id` stays free, so that the caller can correct the request and send it again under the same id.
 *
 * A repeated request (same caller, `request_id`, method and body) gets the stored response. Only `parse`, `authorize`
 * and `complete` run for it.
 */
export interface CommandDeclaration<Request extends object, Response, Command, Facts, Loaded, Change, Saved> {
  /** Turns the request into a command of the domain, and reports every invalid field through `fields`. */
  readonly parse: Parse<Request, Command>;
  /** Refuses a caller who may not make this request, whatever is stored. */
  readonly authorize?: (call: CallContext, command: Command) => Refusal | undefined;
  /**
   * Gets data from other services. Runs before the transaction, so that no lock is held while another service answers.
   * Does not run for a repeated request, which therefore succeeds while that service is down.
   */
  readonly facts?: (command: Command, call: CallContext) => Promise<Decision<Facts>>;
  /** Reads the data that the decision needs, and locks the rows that the write changes. Leave out if there are none. */
  readonly load?: (tx: EntityManager, command: Command, facts: Facts) => Promise<Decision<Loaded>>;
  /** Refuses a caller who may not change what was loaded, by its territory or category. */
  readonly authorizeLoaded?: (call: CallContext, loaded: Loaded, command: Command) => Refusal | undefined;
  /** The rule of the domain, a pure function. Returns the change, or a refusal that names the broken rule. */
  readonly decide: (loaded: Loaded, command: Command, write: Write) => Decision<Change>;
  /**
   * Writes the change through the transaction, and returns what the next steps need of it. Without it, only events are
   * written: `events`, `about` and `reply` then get the change itself.
   */
  readonly save?: (tx: EntityManager, change: Change, write: Write) => Promise<Saved>;
  /** The domain events of the write. They are appended to the ledger, and published after the commit. */
  readonly events?: (saved: Saved, write: Write) => readonly NewEvent[];
  /** The subjects of the audit entry: ids of what the write concerns. Put the id that people search for first. */
  readonly about: (saved: Saved, command: Command) => readonly string[];
  /** The response. It is stored for repeated requests, so leave out anything that must not be stored. */
  readonly reply: (saved: Saved, write: Write) => Response;
  /**
   * Runs after the commit and for every repeated request. Adds to the stored response what must not be stored, or waits
   * until a following read sees the write.
   */
  readonly complete?: (response: Response, call: CallContext, command: Command) => Response | Promise<Response>;
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

export function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusal;
}
