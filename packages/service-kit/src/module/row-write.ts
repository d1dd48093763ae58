import { runWrite, type DeclaredWrite, type StoredAnswer, type WriteDeclaration } from './declared-write.ts';
import { turns } from './turns.ts';

/** The steps of a write that has no method of its own and a transaction of its own, such as a row of an import. */
export interface RowWriteDeclaration<Response, Command, Facts, Loaded, Change, Saved> extends WriteDeclaration<
  Response,
  Command,
  Facts,
  Loaded,
  Change,
  Saved
> {
  /** What rows may have in common. Such rows are written in the order of the calls; empty texts do not count. */
  readonly inOrder?: (command: Command) => readonly string[];
  /** Whether the row named only what was stored already under another id. It is reported as repeated then. */
  readonly wasKnown?: (saved: Saved) => boolean;
}

/** Rows that are written at once: each takes a connection, and other calls need some as well. */
const AT_ONCE = 4;

/**
 * Declares a write without a method of its own that needs a transaction of its own, because it locks what it reads or
 * asks another service. Prefer `batchWrite`, whose rows share commits, if it needs neither.
 */
export function rowWrite<Response, Command, Change, Loaded = undefined, Saved = Change, Facts = undefined>(
  answer: StoredAnswer<Response>,
  declaration: RowWriteDeclaration<Response, Command, Facts, Loaded, Change, Saved>,
): DeclaredWrite<Command, Response> {
  const { inOrder, wasKnown } = declaration;
  const inTurn = turns(AT_ONCE);
  return {
    write(runtime, key, command, call) {
      const ids = [key.requestId, ...(inOrder?.(command) ?? [])].filter((id) => id !== '');
      return inTurn(ids, async () => {
        const ran = await runWrite(runtime, answer, declaration, { key, command, call });
        return { response: ran.response, repeated: ran.repeated || (wasKnown?.(ran.saved) ?? false) };
      });
    },
  };
}
