import { setTimeout as sleep } from 'node:timers/promises';
import { currentCall, runForCall } from '@safe-community/telemetry';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BatchQueue } from './batch-queue.ts';

class Fault extends Error {}

/** A store that commits a batch atomically, as a database does. */
function store(refuses: (items: readonly string[], commits: number) => Error | undefined = () => undefined) {
  const groups: string[][] = [];
  const written: string[] = [];
  let commits = 0;
  const group = new BatchQueue<string, string>({
    commit: async (items) => {
      commits += 1;
      await sleep(1);
      const refusal = refuses(items, commits);
      if (refusal !== undefined) throw refusal;
      groups.push([...items]);
      written.push(...items);
      return items.map((item) => `done ${item}`);
    },
    largestBatch: 10,
    longestQueue: 25,
    isFault: (error) => error instanceof Fault,
  });
  return { group, groups, written };
}

/** One whose first commit takes until it is released. */
function stuckStore() {
  const held = Promise.withResolvers<void>();
  const group = new BatchQueue<string, string>({
    commit: async (items) => {
      await held.promise;
      return items.map(() => 'done');
    },
    largestBatch: 10,
    longestQueue: 25,
    isFault: () => false,
  });
  return { group, held };
}

/** Until the end of the test only the test moves the clocks. */
function stopClocks(): void {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** One whose commits take the given times, by a clock that is stopped between them. */
function timedStore() {
  stopClocks();
  const underWay: { readonly items: readonly string[]; readonly end: PromiseWithResolvers<string[]> }[] = [];
  const group = new BatchQueue<string, string>({
    commit: (items) => {
      const end = Promise.withResolvers<string[]>();
      underWay.push({ items, end });
      return end.promise;
    },
    largestBatch: 10,
    longestQueue: 25,
    isFault: () => true,
  });
  const ends = async (ms: number, failure?: Error): Promise<void> => {
    // By then it has begun.
    await sleep(1);
    vi.advanceTimersByTime(ms);
    const commit = underWay.shift();
    if (failure === undefined) commit?.end.resolve(commit.items.map(() => 'done'));
    else commit?.end.reject(failure);
    await sleep(1);
  };
  return { group, ends };
}

const items = (count: number): string[] => Array.from({ length: count }, (_, index) => `i${index}`);

describe('BatchQueue', () => {
  it('commits the items of one turn together, in batches up to the maximum size', async () => {
    const { group, groups } = store();
    const results = await Promise.all(items(25).map((item) => group.add(item)));
    expect(results).toEqual(items(25).map((item) => `done ${item}`));
    expect(groups.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  it('collects the next batch while one is in progress', async () => {
    const { group, groups } = store();
    const first = group.add('first');
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([first, ...items(5).map((item) => group.add(item))]);
    expect(groups.map(({ length }) => length)).toEqual([1, 5]);
  });

  it('rejects an invalid item alone', async () => {
    const { group, written } = store((group) => (group.includes('i3') ? new Error('bad') : undefined));
    const settled = await Promise.allSettled(items(10).map((item) => group.add(item)));
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(items(10).map((item) => item !== 'i3'));
    expect(written.toSorted()).toEqual(items(10).filter((item) => item !== 'i3'));
  });

  it('rejects the whole batch on a fault, retries nothing separately and has written nothing', async () => {
    let commits = 0;
    const { group, written } = store((_, count) => {
      commits = count;
      return new Fault('away');
    });
    const settled = await Promise.allSettled(items(10).map((item) => group.add(item)));
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(commits).toBe(1);
    expect(written).toEqual([]);
  });

  it('stops separate retries on a fault: answered items are written, others are not', async () => {
    let commits = 0;
    const { group, written } = store((_, count) => {
      commits = count;
      if (count === 1) return new Error('bad');
      return count > 4 ? new Fault('away') : undefined;
    });
    const settled = await Promise.allSettled(items(10).map((item) => group.add(item)));
    const fulfilled = items(10).filter((_, index) => settled[index]?.status === 'fulfilled');
    expect(fulfilled).toEqual(['i0', 'i1', 'i2']);
    expect(written).toEqual(fulfilled);
    expect(commits).toBe(5);
  });

  it('rejects items beyond its capacity, and accepts items again afterwards', async () => {
    const { group } = store();
    const settled = await Promise.allSettled(items(26).map((item) => group.add(item)));
    const refused = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ kind: 'resource-exhausted', retryAfterMs: 500 });
    expect(await group.add('again')).toBe('done again');
  });

  it('rejects an item at once if its turn would come after its deadline; others wait', async () => {
    stopClocks();
    const { group, held } = stuckStore();
    const { signal } = new AbortController();
    const addFor = (leftMs: number) => runForCall({ signal, deadline: Date.now() + leftMs }, () => group.add('x'));
    const first = addFor(60_000);
    // The current commit takes longer than any before, and may take as long again.
    await sleep(1);
    vi.advanceTimersByTime(100);
    await expect(addFor(50)).rejects.toMatchObject({
      kind: 'resource-exhausted',
      metadata: { rule: 'writes-waiting' },
    });
    const second = addFor(60_000);
    held.resolve();
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  });

  it('rejects all items while a commit is stuck, even with capacity left, and recovers afterwards', async () => {
    stopClocks();
    const { group, held } = stuckStore();
    const first = group.add('x');
    await sleep(1);
    vi.advanceTimersByTime(9_900);
    const second = group.add('x');
    vi.advanceTimersByTime(200);
    await expect(group.add('x')).rejects.toMatchObject({ kind: 'resource-exhausted', retryAfterMs: 10_100 });
    held.resolve();
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect(await group.add('x')).toBe('done');
  });

  it('estimates the next wait from the commit in progress, whatever a failed one took', async () => {
    const { group, ends } = timedStore();
    const [failed] = await Promise.allSettled([group.add('x'), ends(60_000, new Fault('away'))]);
    expect(failed.status).toBe('rejected');
    const next = group.add('y');
    await sleep(1);
    const beside = group.add('z');
    await ends(1);
    await ends(1);
    expect(await Promise.all([next, beside])).toEqual(['done', 'done']);
  });

  it('estimates one commit for a whole waiting batch, not one for each item', async () => {
    const { group, ends } = timedStore();
    await Promise.all([group.add('first'), ends(5_000)]);
    const second = group.add('second');
    await sleep(1);
    const waiting = items(9).map((item) => group.add(item));
    // A commit takes a second by now.
    const call = { signal: new AbortController().signal, deadline: Date.now() + 3_000 };
    const last = runForCall(call, () => group.add('last'));
    await ends(1);
    await ends(1);
    expect(await Promise.all([second, ...waiting, last])).toEqual(items(11).map(() => 'done'));
  });

  it('a batch does not end with the call that started it', async () => {
    const scopes: unknown[] = [];
    const group = new BatchQueue<string, string>({
      commit: async (items) => {
        scopes.push(currentCall());
        return items.map(() => 'done');
      },
      largestBatch: 10,
      longestQueue: 10,
      isFault: () => false,
    });
    const caller = new AbortController();
    await runForCall({ signal: caller.signal, deadline: Number.POSITIVE_INFINITY }, () => group.add('x'));
    expect(scopes).toEqual([undefined]);
  });

  it('does not treat a missing result as success, and does not write again', async () => {
    let commits = 0;
    const group = new BatchQueue<string, string>({
      commit: async () => {
        commits += 1;
        return ['only one'];
      },
      largestBatch: 10,
      longestQueue: 10,
      isFault: () => false,
    });
    const settled = await Promise.allSettled([group.add('a'), group.add('b')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(commits).toBe(1);
  });

  it('is idle when everything is written, including items that arrived while it waited', async () => {
    const { group, written } = store();
    await group.idle();
    void group.add('a');
    const later = sleep(0).then(() => group.add('b'));
    await group.idle();
    await later;
    await group.idle();
    expect(written).toEqual(['a', 'b']);
  });
});
