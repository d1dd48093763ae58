import type { Database, EntityManager } from '@safe-community/database';
import type { ClockAndIds, Fields, Installation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';

/*
 * Each step of a declared method gets one context: an object with what is known when the step runs. A step takes out of it
 * what it needs.
 */

/** What is known from the beginning. */
export interface Called<Deps = unknown> {
  /** Who calls, with which rights, and why. */
  readonly call: CallContext;
  /** What the module was given when the service started: `given`. */
  readonly deps: Deps;
}

/** The context of `parse`. */
export interface Parsing<Request extends object, Deps> extends Called<Deps> {
  readonly request: Request;
  /** Collects what is invalid. */
  readonly fields: Fields<Request>;
  /** For look-ups, such as of a territory code. */
  readonly database: Database;
  readonly clock: ClockAndIds;
}

/** The context of `authorize` and `gather`: `parse` has made a command of the request. */
export interface Asked<Command, Deps = unknown> extends Called<Deps> {
  readonly command: Command;
  readonly clock: ClockAndIds;
}

/** The context of `load`. */
export interface Loading<Command, Gathered, Deps> extends Asked<Command, Deps> {
  readonly tx: EntityManager;
  readonly gathered: Gathered;
}

/** The context of `authorizeLoaded`. */
export interface LoadedFor<Command, Gathered, Loaded, Deps> extends Called<Deps> {
  readonly command: Command;
  readonly gathered: Gathered;
  readonly loaded: Loaded;
}

/** When something is written, and by whom. */
export interface Write {
  readonly call: CallContext;
  /**
   * The time of the write, the same for everything that it changes. It is taken after `load`, so that writes that lock the
   * same row have times in the order in which they commit.
   */
  readonly now: Date;
  /** Returns a new UUID version 7 with the timestamp `now`, or with that of the time when what is written began. */
  readonly newId: (at?: Date) => string;
}

/** The context of `decide`. */
export interface Deciding<Command, Gathered, Loaded, Deps> extends LoadedFor<Command, Gathered, Loaded, Deps>, Write {}

/** The context of `save`. */
export interface Saving<Command, Change, Deps> extends Called<Deps>, Write {
  readonly command: Command;
  readonly tx: EntityManager;
  readonly change: Change;
}

/** The context of `events`, `subjects`, `reply`, and `remember`. */
export interface SavedAs<Command, Saved, Deps> extends Called<Deps>, Write {
  readonly command: Command;
  readonly saved: Saved;
}

/** The context of `afterCommit`. */
export interface Answered<Command, Response, Deps> extends Called<Deps> {
  readonly command: Command;
  /** The stored one. */
  readonly response: Response;
}

/** The context of `read` of a query. */
export interface Reading<Query, Deps> extends Called<Deps> {
  /** What `parse` made of the request. */
  readonly query: Query;
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly installation: Installation;
}

/** The context of `reply` of a query. */
export interface Found<Query, Result, Deps> extends Called<Deps> {
  readonly query: Query;
  readonly found: Result;
  readonly clock: ClockAndIds;
}
