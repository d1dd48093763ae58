import { runForAll } from '@safe-community/telemetry';

type Waiting<Value> = Map<string, PromiseWithResolvers<Value | undefined>>;

/** Keys in one statement at the most. */
const MOST = 500;

/**
 * Answers single questions by common reads: while one is under way the next
 * gathers, so that under load one statement serves many callers; alone in flight
 * a question goes at once. Each question's read begins after the question.
 */
export function readTogether<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let gathering: Waiting<Value> = new Map();
  let underWay = false;
  const flush = async (): Promise<void> => {
    underWay = true;
    // Questions of the same turn of the event loop go together.
    await Promise.resolve();
    while (gathering.size > 0) {
      const entries = [...gathering];
      gathering = new Map(entries.slice(MOST));
      await answer(read, new Map(entries.slice(0, MOST)));
    }
    underWay = false;
  };
  return (key) => {
    const waiting = gathering.get(key) ?? Promise.withResolvers<Value | undefined>();
    gathering.set(key, waiting);
    // Not only for the call that happens to ask first.
    if (!underWay) void runForAll(flush);
    return waiting.promise;
  };
}

/** Settles every question of the batch; a read that fails fails for all of them. */
async function answer<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  batch: Waiting<Value>,
): Promise<void> {
  try {
    const found = await read([...batch.keys()]);
    for (const [key, { resolve }] of batch) resolve(found.get(key));
  } catch (error) {
    for (const { reject } of batch.values()) reject(error);
  }
}
