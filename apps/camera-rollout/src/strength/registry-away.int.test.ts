import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { device } from '../../test/devices.ts';
import { REGISTRY_DEADLINE_MS, runRollout, type RunningRollout } from '../../test/running-rollout.ts';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'odesa', oblastCode: 'UA51000000000030770' });
  await rollout.untilApplied();
  // The channel to the registry is open before the line breaks.
  const first = await pair();
  await eventually(() => rollout.issueCamera(first));
});
afterAll(() => rollout.stop());
afterEach(async () => {
  rollout.line.restore();
  // The channel may wait a moment before it reconnects.
  const request = { requestId: randomUUID(), ...(await pair()) };
  await eventually(() => rollout.issueCamera(request));
});

test('while the registry is down an issue fails, changes nothing, and succeeds afterwards', async () => {
  const request = { requestId: randomUUID(), ...(await pair()) };
  rollout.line.cut();
  const refusal = await refusalOf(rollout.issueCamera(request));
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  expect(await traces(request)).toEqual({ holders: 0, records: 0 });
  rollout.line.restore();
  await eventually(() => rollout.issueCamera(request));
  expect(await traces(request)).toEqual({ holders: 1, records: 1 });
});

test('waits for a silent registry no longer than the deadline', async () => {
  const request = { requestId: randomUUID(), ...(await pair()) };
  rollout.line.blackhole();
  // By its own deadline, which is much shorter than that of the caller.
  const refusal = await refusalOf(rollout.issueCamera(request, { deadlineMs: 60_000 }));
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  expect(await traces(request)).toEqual({ holders: 0, records: 0 });
  rollout.line.restore();
  await eventually(() => rollout.issueCamera(request));
  expect(await traces(request)).toEqual({ holders: 1, records: 1 });
});

test('a late answer of the registry counts as unavailable', async () => {
  const request = await pair();
  rollout.line.delay(REGISTRY_DEADLINE_MS);
  expect(await refusalOf(rollout.issueCamera(request))).toMatchObject({
    code: 'UNAVAILABLE',
    retryAfterMs: expect.any(Number),
  });
});

test('a registry that fails, or dies while it answers, counts as unavailable', async () => {
  const request = { requestId: randomUUID(), ...(await pair()) };
  rollout.registry.breakDown(true);
  const failed = await refusalOf(rollout.issueCamera(request)).finally(() => rollout.registry.breakDown(false));
  expect(failed).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  expect(await traces(request)).toEqual({ holders: 0, records: 0 });
  rollout.line.blackhole();
  const cut = refusalOf(rollout.issueCamera(request));
  await sleep(50);
  rollout.line.cut();
  expect(await cut).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) });
  rollout.line.restore();
  await eventually(() => rollout.issueCamera(request));
  expect(await traces(request)).toEqual({ holders: 1, records: 1 });
});

test('repeats an answer while the registry is down', async () => {
  const request = { requestId: randomUUID(), ...(await pair()) };
  const first = await eventually(() => rollout.issueCamera(request));
  rollout.line.cut();
  expect(await rollout.issueCamera(request)).toEqual(first);
  const other = await refusalOf(rollout.issueCamera({ ...request, officerId: randomUUID() }));
  expect(other.reason).toBe('REQUEST_ID_REUSED');
});

test('waits for the registry no longer than the caller does', async () => {
  const request = { requestId: randomUUID(), ...(await pair()) };
  rollout.line.blackhole();
  // Both ends give up at the same moment, so either may be the first to say so.
  const { code } = await refusalOf(rollout.issueCamera(request, { deadlineMs: 200 }));
  expect(['DEADLINE_EXCEEDED', 'UNAVAILABLE']).toContain(code);
  // If the service were still waiting, it would now get its answer and issue the camera.
  rollout.line.restore();
  const later = await pair();
  await eventually(() => rollout.issueCamera(later));
  expect(await traces(request)).toEqual({ holders: 0, records: 0 });
});

test('deliveries and coverage need no registry', async () => {
  rollout.line.cut();
  await inStock();
  expect((await rollout.getCoverage()).units).toHaveLength(1);
});

async function pair(): Promise<{ cameraId: string; officerId: string }> {
  return { cameraId: await inStock(), officerId: rollout.registry.addSilently({ patrolUnitCode: 'odesa' }) };
}

async function inStock(): Promise<string> {
  const devices = [device()];
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'odesa', devices });
  return cameraIds[0] ?? expect.fail('no camera was registered');
}

/** What an issue leaves in the database. */
async function traces({ requestId, officerId }: { requestId: string; officerId: string }) {
  const [found] = await rollout.sql(
    `select (select count(*) from camera where holder_id = $1)::int as holders,
            (select count(*) from request_record where request_id = $2)::int as records`,
    [officerId, requestId],
  );
  return found;
}
