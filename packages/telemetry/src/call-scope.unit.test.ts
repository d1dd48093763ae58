import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentCall, runForAll, runForCall } from './index.ts';

const { signal } = new AbortController();

describe('the call in whose context code runs', () => {
  it('is visible to all work begun for it, and to nothing else', async () => {
    const later = async (): Promise<number | undefined> => {
      await sleep(1);
      return currentCall()?.deadline;
    };
    const both = await Promise.all([
      runForCall({ signal, deadline: 1 }, later),
      runForCall({ signal, deadline: 2 }, later),
      later(),
    ]);
    expect(both).toEqual([1, 2, undefined]);
    expect(currentCall()).toBeUndefined();
  });

  it('is not that of the first caller for shared work', async () => {
    const seen = runForCall({ signal, deadline: 1 }, async () => {
      const shared = runForAll(async () => {
        await sleep(1);
        return currentCall();
      });
      return [await shared, currentCall()?.deadline];
    });
    expect(await seen).toEqual([undefined, 1]);
  });
});
