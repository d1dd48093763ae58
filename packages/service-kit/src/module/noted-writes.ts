import type { Rpc } from './rpc.ts';

/** Writes that come together, such as those of an import by single calls, have an effect once. */
const QUIET_MS = 10_000;

/** The writes of some methods in this process, for a job that publishes what follows from them. */
export interface NotedWrites {
  /** The same methods, whose calls are noted when they end. */
  of<Deps>(rpcs: readonly Rpc<Deps>[]): Rpc<Deps>[];
  /** Another number once there were calls, the last of them ten seconds ago. */
  settled(): number;
}

/** @param now for tests. */
export function noteWrites(now: () => number = () => performance.now()): NotedWrites {
  let writes = 0;
  let settled = 0;
  let lastAt = now();
  return {
    of: (rpcs) =>
      rpcs.map(({ method, bind }) => ({
        method,
        bind(bound) {
          const run = bind(bound);
          return async (request: never, call) => {
            try {
              return await run(request, call);
            } finally {
              // Also after a failure: it may have committed.
              writes += 1;
              lastAt = now();
            }
          };
        },
      })),
    settled() {
      if (now() - lastAt >= QUIET_MS) settled = writes;
      return settled;
    },
  };
}
