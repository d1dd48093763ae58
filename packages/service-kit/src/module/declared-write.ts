import type { EntityManager } from '@safe-community/database';
import { accepted, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import type { RequestKey } from '@safe-community/ledger';
import type { Runtime } from './rpc.ts';

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
 * 1. `authorize`, for every request.
 * 2. `facts`, before the transaction.
 * 3. `load`, `authorizeLoaded`, `decide`, `save`, `reply`, `events` and `about`, in one transaction.
 * 4. `complete`, after the commit.
 *
 * The kit does the rest: it detects repeated requests, opens the transaction, and stores the state, the response, the
 * audit entry and the domain events in it. Either all of them are committed or none.
 *
 * Each step that returns a `Decision` can refuse. A refusal rolls the transaction back and becomes a gRPC error; the
 * `request_id` stays free, so that the caller can correct the request and send it again under the same id.
 *
 * A repeated request (same caller, `request_id`, method and body) gets the stored response. Only `authorize` and
 * `complete` run for it.
 */
export interface WriteDeclaration<Response, Command, Facts, Loaded, Change, Saved> {
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

/** How the response is stored for repeated requests. */
export interface StoredAnswer<Response> {
  readonly encode: (response: Response) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Response;
}

interface Written<Response> {
  readonly response: Response;
  /** Whether the request was carried out before; `response` is the stored one then. */
  readonly repeated: boolean;
}

/** A declared write without a method of its own. Methods execute it under idempotency keys that they choose. */
export interface DeclaredWrite<Command, Response> {
  write(runtime: Runtime, key: RequestKey, command: Command, call: CallContext): Promise<Written<Response>>;
}

interface Asked<Command> {
  readonly key: RequestKey;
  readonly command: Command;
  readonly call: CallContext;
}

type Ran<Response, Saved> =
  | { readonly response: Response; readonly repeated: true }
  | { readonly response: Response; readonly repeated: false; readonly saved: Saved };

/** Runs the steps of a write under its idempotency key. */
export async function runWrite<Response, Command, Facts, Loaded, Change, Saved>(
  { clock, unitOfWork }: Runtime,
  answer: StoredAnswer<Response>,
  declaration: WriteDeclaration<Response, Command, Facts, Loaded, Change, Saved>,
  { key, command, call }: Asked<Command>,
): Promise<Ran<Response, Saved>> {
  const { authorize, facts: gather, complete } = declaration;
  const toResponse = (bytes: Uint8Array): Response | Promise<Response> => {
    const response = answer.decode(bytes);
    return complete === undefined ? response : complete(response, call, command);
  };
  refuse(authorize?.(call, command));
  let facts = undefined as Facts;
  if (gather !== undefined) {
    const first = await unitOfWork.answerTo(key);
    if (first !== undefined) return { response: await toResponse(first), repeated: true };
    facts = accepted(await gather(command, call));
  }
  let ran: { readonly saved: Saved } | undefined;
  const kept = await unitOfWork.write(key, async (tx) => {
    const { load, authorizeLoaded, decide, save, events, about, reply } = declaration;
    const loaded = load === undefined ? (undefined as Loaded) : accepted(await load(tx, command, facts));
    refuse(authorizeLoaded?.(call, loaded, command));
    const now = clock.now();
    const write: Write = { call, now, newId: (at = now) => clock.newId(at) };
    const change = accepted(decide(loaded, command, write));
    // Without `save`, Saved is Change.
    const saved = save === undefined ? (change as unknown as Saved) : await save(tx, change, write);
    ran = { saved };
    return {
      answer: answer.encode(reply(saved, write)),
      events: events?.(saved, write) ?? [],
      about: about(saved, command),
    };
  });
  const response = await toResponse(kept);
  return ran === undefined ? { response, repeated: true } : { response, repeated: false, saved: ran.saved };
}

export function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusal;
}
