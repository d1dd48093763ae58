import { command, type Command, type DeclaredWrite } from './command.ts';
import type { CommandSteps, WriteRequest, WriteSteps } from './write-steps.ts';
import {
  importCommand,
  type ImportDeclaration,
  type ImportedRow,
  type ImportMethod,
  type RowCounts,
} from './import-command.ts';
import { query, type QuerySteps } from './query.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';
import type { StoredAnswer } from './run-write.ts';
import { streamQuery, type StreamedMethod, type StreamQuerySteps } from './stream-query.ts';

/** The declarations of methods whose steps use the dependencies `Deps`. */
interface Declarations<Deps> {
  readonly command: {
    <Response, Parsed, Change, Loaded = undefined, Saved = Change, Gathered = undefined>(
      answer: StoredAnswer<Response>,
      steps: WriteSteps<Response, Parsed, Gathered, Loaded, Change, Saved, Deps>,
    ): DeclaredWrite<Parsed, Response, Deps>;
    <
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
    ): Command<Parsed, Response, Deps>;
  };
  readonly importCommand: <Row extends ImportedRow, Parsed, Response extends RowCounts>(
    method: ImportMethod<Row, Response>,
    declaration: ImportDeclaration<Row, Parsed, Response, Deps>,
  ) => Rpc<Deps>;
  readonly query: <Request extends object, Response, Query, Result>(
    method: UnaryMethod<Request, Response>,
    steps: QuerySteps<Request, Response, Query, Result, Deps>,
  ) => Rpc<Deps>;
  readonly streamQuery: <Request extends object, Response, Query, Element>(
    method: StreamedMethod<Request, Response>,
    steps: StreamQuerySteps<Request, Response, Query, Element, Deps>,
  ) => Rpc<Deps>;
}

/**
 * What declares methods whose steps use what their module is given when the service starts. Their contexts have it as
 * `deps`; the module passes it on with `provide`.
 *
 *     const { command } = given<{ readonly findUnit: FindUnit }>();
 */
export function given<Deps>(): Declarations<Deps> {
  return { command, importCommand, query, streamQuery };
}

/** Methods with their dependencies, as the `start` of a module returns them. */
export function provide<Deps>(deps: Deps, rpcs: readonly Rpc<Deps>[]): Rpc[] {
  return rpcs.map(({ method, bind }) => ({ method, bind: (bound) => bind({ ...bound, deps }) }));
}
