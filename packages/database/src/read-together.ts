import { setImmediate } from 'node:timers/promises';
import { runForAll } from '@safe-community/telemetry';

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads for many callers at once: what is asked for while a read is under way goes together with the next one. Alone a
 * caller waits for nobody. No answer is older than its question: a read begins after all that it answers were asked.
 *
 * It is of no single call: it goes on when one of its callers has gone. When it fails, it fails for all of them.
 *
 * @param read values in the order of the keys.
 * @param most keys of one read.
 */
export function readTogether<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  most: number,
): (key: Key) => Promise<Value> {
  let queue: Waiting<Key, Value>[] = [];
  let isUnderWay = false;

  const readAll = async (): Promise<void> => {
    while (queue.length > 0) {
      // What came with the same bytes goes together: else the first of those who were answered at once and ask again
      // would read alone, and all others wait for it.
      await setImmediate();
      const group = queue.slice(0, most);
      queue = queue.slice(most);
      await answer(group, read);
    }
    isUnderWay = false;
  };

  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      void runForAll(readAll);
    });
}

async function answer<Key, Value>(
  group: readonly Waiting<Key, Value>[],
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): Promise<void> {
  try {
    const values = await read(group.map(({ key }) => key));
    if (values.length !== group.length) throw new Error('a read left questions without an answer');
    for (const [index, { resolve }] of group.entries()) resolve(values[index] as Value);
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
