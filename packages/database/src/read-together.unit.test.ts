import { currentCall, runForCall } from '@safe-community/telemetry';
import { expect, it } from 'vitest';
import { readTogether } from './read-together.ts';

/** Reads that the test completes. */
function heldReads(most = 100) {
  const reads: { keys: readonly number[]; end: (values: number[]) => void; fail: (error: Error) => void }[] = [];
  const find = readTogether<number, number>(
    (keys) => new Promise((end, fail) => reads.push({ keys, end, fail })),
    most,
  );
  return { find, reads };
}

/** After everything that waits for the next turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

it('reads at once for a single caller, and together for callers that arrive during a read', async () => {
  const { find, reads } = heldReads();
  const first = find(1);
  await turn();
  const [second, third] = [find(2), find(3)];
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([[1]]);
  reads[0]?.end([10]);
  expect(await first).toBe(10);
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
  reads[1]?.end([20, 30]);
  expect(await Promise.all([second, third])).toEqual([20, 30]);
});

it('returns no answer that was read before the question', async () => {
  let state = 1;
  const find = readTogether<string, number>(async (keys) => {
    const seen = state;
    await turn();
    await turn();
    return keys.map(() => seen);
  }, 100);
  const before = find('x');
  await turn();
  state = 2;
  expect(await Promise.all([before, find('x')])).toEqual([1, 2]);
});

it('reads at most the batch limit at once', async () => {
  const { find, reads } = heldReads(2);
  const all = [1, 2, 3].map((key) => find(key));
  await turn();
  reads[0]?.end([1, 2]);
  await turn();
  reads[1]?.end([3]);
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
  expect(reads.map(({ keys }) => keys.length)).toEqual([2, 1]);
});

it('a failed read fails for its own callers only', async () => {
  const { find, reads } = heldReads();
  const failing = Promise.allSettled([find(1), find(2)]);
  await turn();
  const next = find(3);
  reads[0]?.fail(new Error('away'));
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await turn();
  reads[1]?.end([3]);
  expect(await next).toBe(3);
});

it('does not run in the context of a single call', async () => {
  const scope = { signal: new AbortController().signal, deadline: Date.now() };
  const find = readTogether<number, unknown>(async (keys) => keys.map(() => currentCall()), 100);
  expect(await runForCall(scope, () => find(1))).toBeUndefined();
});

it('fails for all when a read omits a question, and uses no other answer for it', async () => {
  const { find, reads } = heldReads();
  const asked = Promise.allSettled([find(1), find(2)]);
  await turn();
  reads[0]?.end([1]);
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
