import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { expect, test } from 'vitest';
import { command } from './command.ts';
import type { Bound, Rpc } from './rpc.ts';

const REQUEST = { requestId: '01900000-0000-7000-8000-000000000001', cameraId: 'camera', officerId: 'officer' };
const AT = new Date('2026-11-27T10:00:00Z');

test('a command that reads and saves nothing replies with its change', async () => {
  const rpc = command(Rollout.issueCamera, {
    parse: ({ request: { cameraId } }) => cameraId,
    decide: ({ loaded, command: cameraId, now }) => ({ loaded, cameraId, issuedTime: now }),
    subjects: ({ saved: { cameraId } }) => [cameraId],
    reply: ({ saved: { loaded, issuedTime } }) => {
      expect(loaded).toBe(undefined);
      return { issuedTime };
    },
  });
  expect(await answer(rpc)).toEqual({ answer: { issuedTime: AT }, about: ['camera'] });
});

test('a load may return a refusal and no value', async () => {
  const rpc = command(Rollout.issueCamera, {
    parse: ({ request: { cameraId } }) => cameraId,
    load: async ({ command: cameraId }) =>
      cameraId === 'camera' ? preconditionFailed('CAMERA_LOST', 'the camera is lost') : undefined,
    decide: ({ now }) => now,
    subjects: () => [],
    reply: ({ saved: issuedTime }) => ({ issuedTime }),
  });
  await expect(answer(rpc)).rejects.toThrow('the camera is lost');
});

test('the time of a command is taken after its load, which may have waited for a lock', async () => {
  let now = AT;
  const rpc = command(Rollout.issueCamera, {
    parse: ({ request: { cameraId } }) => cameraId,
    async load() {
      now = new Date(now.getTime() + 1_000);
      return now;
    },
    decide: ({ loaded: loadedAt, ...write }) => {
      expect(write.now).toEqual(loadedAt);
      return write.now;
    },
    subjects: () => [],
    reply: ({ saved: issuedTime }) => ({ issuedTime }),
  });
  expect(await answer(rpc, () => now)).toMatchObject({ answer: { issuedTime: new Date(AT.getTime() + 1_000) } });
});

/** Calls the method; its transaction is empty. */
async function answer(rpc: Rpc, now = () => AT) {
  let about: readonly string[] = [];
  const runtime = {
    clock: { now, newId: () => '' },
    unitOfWork: {
      async write(
        _key: unknown,
        work: (tx: EntityManager) => Promise<{ answer: Uint8Array; about: readonly string[] }>,
      ) {
        const outcome = await work({} as EntityManager);
        about = outcome.about;
        return outcome.answer;
      },
    },
  } as unknown as Bound<undefined>;
  const call = { caller: { name: 'test' }, method: Rollout.issueCamera.path, body: new Uint8Array(), actingUser: '' };
  const method = rpc.bind(runtime) as (request: object, call: CallContext) => Promise<object>;
  return { answer: await method(REQUEST, call as unknown as CallContext), about };
}
