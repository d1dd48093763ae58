import { setImmediate } from 'node:timers/promises';
import { runForAll } from '@safe-community/telemetry';

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Batches concurrent reads: keys that arrive while a read is running go into the next one. A single caller does not
 * wait. No answer is older than its question: a read begins after all questions that it answers were asked.
 *
 * A read belongs to no single call: it continues when one of its callers leaves. If it fails, it fails for all of them.
 *
 * @param read returns values in the order of the keys.
 * @param most the maximum number of keys of one read.
 */
export function readTogether<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  most: number,
): (key: Key) => Promise<Value> {
  let queue: Waiting<Key, Value>[] = [];
  let isUnderWay = false;

  const readAll = async (): Promise<void> => {
    while (queue.length > 0) {
      // Waits for requests that arrived in the same packet. Otherwise the first caller that gets its answer and asks
      // again would read alone, while all others wait for it.
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
