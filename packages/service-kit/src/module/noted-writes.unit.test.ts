import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { CallContext } from '@safe-community/grpc-kit';
import { expect, test } from 'vitest';
import { noteWrites } from './noted-writes.ts';
import type { Bound } from './rpc.ts';

const [BOUND, CALL] = [{} as Bound<unknown>, {} as CallContext];
const REQUEST = undefined as never;

test('writes have settled when there was none for ten seconds, also if they failed', async () => {
  let now = 0;
  const writes = noteWrites(() => now);
  const answers = [Promise.resolve('sent'), Promise.reject(new Error('broken')), Promise.resolve('sent')];
  const [rpc] = writes.of([{ method: Rollout.sendToRepair, bind: () => () => answers.shift() }]);
  const write = async () => rpc?.bind(BOUND)(REQUEST, CALL);
  const settledAfter = (ms: number) => {
    now += ms;
    return writes.settled();
  };
  const before = settledAfter(60_000);
  expect(await write()).toBe('sent');
  expect(settledAfter(9_000)).toBe(before);
  await expect(write()).rejects.toThrow('broken');
  expect(settledAfter(9_999)).toBe(before);
  const after = settledAfter(1);
  expect(after).not.toBe(before);
  expect(settledAfter(60_000)).toBe(after);
  await write();
  expect([settledAfter(9_999), settledAfter(1) === after]).toEqual([after, false]);
});
