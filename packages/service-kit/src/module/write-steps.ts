import type { Decision, Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { AnyBatchStore } from './batch-writers.ts';
import type { Parse } from './read-request.ts';
import type { Answered, Asked, Deciding, LoadedFor, Loading, SavedAs, Saving } from './steps.ts';

/**
 * The steps of a write, in the order in which the kit runs them:
 *
 * 1. `parse` and `authorize`, for every request.
 * 2. `gather`, before the transaction.
 * 3. `load`, `authorizeLoaded`, `decide`, `save`, `reply`, `events` and `subjects`, in one transaction.
 * 4. `remember` and `afterCommit`, after the commit.
 *
 * The kit does the rest: it detects repeated requests, opens the transaction, and stores the state, the response, the
 * audit entry and the domain events in it. Either all of them are committed or none.
 *
 * A step refuses by returning a `Refusal`. The transaction is rolled back, the caller gets a gRPC error, and the
 * `request_id` stays free, so that the caller can correct the request and send it again under the same id.
 *
 * A repeated request (same caller, `request_id`, method and body) gets the stored response. Only `parse`, `authorize` and
 * `afterCommit` run for it.
 */
export interface WriteSteps<Response, Command, Gathered, Loaded, Change, Saved, Deps> {
  /** Refuses a caller who may not make this request, whatever is stored. */
  readonly authorize?: (asked: Asked<Command, Deps>) => Refusal | undefined;
  /**
   * Gets data from other services. Runs before the transaction, so that no lock is held while another service answers.
   * Does not run for a repeated request, which therefore succeeds while that service is down.
   */
  readonly gather?: (asked: Asked<Command, Deps>) => Promise<Decision<Gathered>>;
  /** Reads the data that the decision needs, and locks the rows that the write changes. Leave out if there are none. */
  readonly load?: (loading: Loading<Command, Gathered, Deps>) => Promise<Decision<Loaded>>;
  /** Refuses a caller who may not change what was loaded, by its territory or category. */
  readonly authorizeLoaded?: (loaded: LoadedFor<Command, Gathered, Loaded, Deps>) => Refusal | undefined;
  /** The rule of the domain, a pure function. Returns the change, or a refusal that names the broken rule. */
  readonly decide: (deciding: Deciding<Command, Gathered, Loaded, Deps>) => Decision<Change>;
  /**
   * Writes the change through the transaction, and returns what the next steps need of it. Refuses what a constraint
   * refuses. Without it, only events are written: the next steps then get the change itself.
   */
  readonly save?: (saving: Saving<Command, Change, Deps>) => Promise<Decision<Saved>>;
  /** The domain events of the write. They are appended to the ledger, and published after the commit. */
  readonly events?: (saved: SavedAs<Command, Saved, Deps>) => readonly NewEvent[];
  /** The subjects of the audit entry: ids of what the write concerns. Put the id that people search for first. */
  readonly subjects: (saved: SavedAs<Command, Saved, Deps>) => readonly string[];
  /** The response. It is stored for repeated requests, so leave out anything that must not be stored. */
  readonly reply: (saved: SavedAs<Command, Saved, Deps>) => Response;
  /** Updates memory, or counts. Runs after the commit of a new write. */
  readonly remember?: (saved: SavedAs<Command, Saved, Deps>) => void;
  /**
   * Runs after the commit and for every repeated request. Adds to the stored response what must not be stored, or waits
   * until a following read sees the write.
   */
  readonly afterCommit?: (answered: Answered<Command, Response, Deps>) => Response | Promise<Response>;
  /**
   * The option for hot paths: the kit commits the writes of many concurrent calls in one transaction, and this store inserts
   * their rows by one statement. Such a write decides from data in memory, before the transaction, and has no
   * `load`, `authorizeLoaded` and `save`. Whether a request is repeated is known only once its batch is written, so the
   * steps up to `subjects` run for it as well; what they decide is discarded. Use it where a measurement shows that a
   * transaction for each call is too slow.
   */
  readonly batch?: (asked: Asked<Command, Deps>) => AnyBatchStore<Change>;
  /** The option for rows of an import: what rows may have in common. Such rows are written in order; '' does not count. */
  readonly inOrder?: (command: Command) => readonly string[];
  /** The same: whether a row named only what was stored under another id. It is reported as repeated then. */
  readonly wasKnown?: (saved: Saved) => boolean;
}

/** Every write request carries an idempotency key, chosen by the caller. */
export interface WriteRequest {
  /** A UUID. A retry sends the same id and the same body. */
  readonly requestId: string;
}

/** The steps of a write that is a method. */
export interface CommandSteps<
  Request extends object,
  Response,
  Command,
  Gathered,
  Loaded,
  Change,
  Saved,
  Deps,
> extends WriteSteps<Response, Command, Gathered, Loaded, Change, Saved, Deps> {
  /** Turns the request into a command of the domain, and reports every invalid field through `fields`. */
  readonly parse: Parse<Request, Command, Deps>;
}
