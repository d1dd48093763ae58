import { command, type Command, type CommandSteps, type WriteRequest } from './command.ts';
import { query, type QuerySteps } from './query.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

/** `command` and `query` whose steps use the dependencies `Deps`. */
interface Declarations<Deps> {
  readonly command: <
    Request extends WriteRequest,
    Response extends object,
    Parsed,
    Change,
    Loaded = undefined,
    Saved = Change,
    Gathered = undefined,
  >(
    method: UnaryMethod<Request, Response>,
    steps: CommandSteps<Request, Response, Parsed, Gathered, Loaded, Change, Saved, Deps>,
  ) => Command<Parsed, Response, Deps>;
  readonly query: <Request extends object, Response, Query, Result>(
    method: UnaryMethod<Request, Response>,
    steps: QuerySteps<Request, Response, Query, Result, Deps>,
  ) => Rpc<Deps>;
}

/**
 * What declares methods whose steps use what their module is given when the service starts. Their contexts have it as
 * `deps`; the module passes it on with `provide`.
 *
 *     const { command } = given<{ readonly findUnit: FindUnit }>();
 */
export function given<Deps>(): Declarations<Deps> {
  return { command, query };
}

/** Methods with their dependencies, as the `start` of a module returns them. */
export function provide<Deps>(deps: Deps, rpcs: readonly Rpc<Deps>[]): Rpc[] {
  return rpcs.map(({ method, bind }) => ({ method, bind: (bound) => bind({ ...bound, deps }) }));
}
