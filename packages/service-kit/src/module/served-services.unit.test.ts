import { generateKeySync } from 'node:crypto';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { testCaller } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { query } from './query.ts';
import { unary, type Rpc, type Runtime } from './rpc.ts';
import { servedServices } from './served-services.ts';

const RUNTIME = {} as Runtime;
const KEY = generateKeySync('hmac', { length: 256 });
const answering = (method: Rpc['method']): Rpc => ({ method, bind: () => () => undefined });
const ALL = Object.values(Rollout).map(answering);

test('methods of several modules form one service', () => {
  const [service, ...others] = servedServices(ALL, RUNTIME, KEY);
  expect(others).toEqual([]);
  const names = Object.values(Rollout).map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  expect(names).toContain('IssueCamera');
  expect(Object.keys(service?.handlers ?? {}).toSorted()).toEqual(names.toSorted());
});

test('a service with a method that no module serves does not start', () => {
  expect(() => servedServices(ALL.slice(1), RUNTIME, KEY)).toThrow(
    'no module serves /safecommunity.cameras.v1.CameraRolloutService/RegisterCameras',
  );
});

test('a service of the domain of which no module serves any method does not start', () => {
  expect(servedServices(ALL, RUNTIME, KEY)).toHaveLength(1);
  expect(() => servedServices(ALL, RUNTIME, KEY, 'cameras')).toThrow(
    /^no module serves \/safecommunity\.cameras\.v1\.\w+\/\w+$/,
  );
});

test('a method that two modules serve does not start', () => {
  const again = query(Rollout.getCoverage, {
    parse: () => undefined,
    read: async () => ({ total: undefined, oblasts: [], units: [], unitsWithoutRecord: 0 }),
    reply: ({ found }) => found,
  });
  expect(() => servedServices([...ALL, again], RUNTIME, KEY)).toThrow('two modules serve');
});

test('page tokens are bound by the contract of a method, however it is declared', async () => {
  const response = { cameras: [], nextPageToken: 'abc' };
  const list = unary(Rollout.listCameras, () => async () => response);
  const others = ALL.filter(({ method }) => method !== Rollout.listCameras);
  const [service] = servedServices([...others, list], RUNTIME, KEY);
  const call = { caller: testCaller('client', []), person: undefined, actingUser: '' };
  const answer = await service?.handlers['ListCameras']?.({ pageToken: '' } as never, call as never);
  expect(answer).toEqual({ cameras: [], nextPageToken: expect.stringMatching(/^[A-Za-z0-9_-]{22}abc$/) });
});
