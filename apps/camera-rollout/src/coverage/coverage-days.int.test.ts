import type { ServiceError } from '@grpc/grpc-js';
import { CameraRolloutServiceClient } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import {
  WatchCoverageRequest,
  type CoverageChange,
  type WatchCoverageResponse,
} from '@safe-community/contracts/cameras/v1/coverage.ts';
import { coverageChanged } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { callErrorOf, demoClientCredentials, eventually, publishedEvents, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { inStock } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const VINNYTSKA = 'UA05000000000010236';

let now = new Date('2026-06-01T09:00:00Z');
let rollout: RunningRollout;
let officers: string[];
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  officers = await rollout.registry.addOfficers(3, { patrolUnitCode: 'kyiv-1' });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

/** Resolves when the figures of today are recorded. */
async function recorded(): Promise<void> {
  await eventually(async () => {
    const [current, day] = await Promise.all([rollout.getCoverage(), rollout.getCoverage({ asOf: dayOf(now) })]);
    expect(day).toEqual(current);
  });
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

async function issue(index: number): Promise<string> {
  const cameraId = await inStock(rollout, 'kyiv-1');
  await rollout.issueCamera({ cameraId, officerId: officers[index] ?? '' });
  return cameraId;
}

test('coverage can be read as of any day, and as a daily trend', async () => {
  const cameraId = await issue(0);
  await recorded();
  now = new Date('2026-06-03T09:00:00Z');
  await issue(1);
  await inStock(rollout, 'vinnytsia');
  await rollout.sendToRepair({ cameraId, reason: 'не вмикається' });
  await recorded();
  now = new Date('2026-06-05T09:00:00Z');
  await issue(2);
  await rollout.completeRepair({ cameraId });
  await recorded();

  const asOf = async (day: string) => {
    const { units, total, unitsWithoutRecord } = await rollout.getCoverage({ asOf: day });
    expect(unitsWithoutRecord).toBe(2 - units.length);
    return [total?.equipped, units.map(({ gap, inStock: stock, inRepair }) => [gap, stock, inRepair])];
  };
  expect(await asOf('2026-05-31')).toEqual([undefined, []]);
  expect(await asOf('2026-06-01')).toEqual([
    1,
    [
      [2, 0, 0],
      [0, 0, 0],
    ],
  ]);
  expect(await asOf('2026-06-02')).toEqual(await asOf('2026-06-01'));
  expect(await asOf('2026-06-03')).toEqual([
    1,
    [
      [2, 0, 1],
      [0, 1, 0],
    ],
  ]);
  expect(await asOf('2026-06-05')).toEqual([
    2,
    [
      [1, 1, 0],
      [0, 1, 0],
    ],
  ]);

  const trend = async (filter: { oblastCode?: string; patrolUnitCode?: string; firstDay?: string } = {}) => {
    const period = { firstDay: '2026-05-30', lastDay: '2026-06-05', ...filter };
    const { days } = await rollout.getCoverageTrend(period);
    return days.map(({ day, coverage, inStock: stock }) => [day, coverage?.strength, coverage?.equipped, stock]);
  };
  expect(await trend()).toEqual([
    ['2026-06-01', 3, 1, 0],
    ['2026-06-02', 3, 1, 0],
    ['2026-06-03', 3, 1, 1],
    ['2026-06-04', 3, 1, 1],
    ['2026-06-05', 3, 2, 2],
  ]);
  expect(await trend({ oblastCode: VINNYTSKA, firstDay: '2026-06-04' })).toEqual([
    ['2026-06-04', 0, 0, 1],
    ['2026-06-05', 0, 0, 1],
  ]);
  expect(await trend({ patrolUnitCode: 'kyiv-1', firstDay: '2026-06-05' })).toEqual([['2026-06-05', 3, 2, 1]]);
  expect(await trend({ patrolUnitCode: 'unheard-of' })).toEqual([]);
});

test.each([
  ['as_of', () => rollout.getCoverage({ asOf: '2026-02-30' })],
  ['as_of', () => rollout.getCoverage({ asOf: '2026-06-06' })],
  ['first_day', () => rollout.getCoverageTrend({ lastDay: '2026-06-01' })],
  ['last_day', () => rollout.getCoverageTrend({ firstDay: '2026-06-01', lastDay: '2026-06-06' })],
  ['last_day', () => rollout.getCoverageTrend({ firstDay: '2026-06-02', lastDay: '2026-06-01' })],
  ['last_day', () => rollout.getCoverageTrend({ firstDay: '2025-06-01', lastDay: '2026-06-02' })],
  ['oblast_code', () => rollout.getCoverageTrend({ ...DAY, oblastCode: 'UA05' })],
  ['patrol_unit_code', () => rollout.getCoverageTrend({ ...DAY, patrolUnitCode: 'X' })],
])('rejects an invalid %s by name', async (field, call) => {
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

const DAY = { firstDay: '2026-06-01', lastDay: '2026-06-01' };

function openWatch(filter: Partial<WatchCoverageRequest> = {}, from: 'client' | 'nats' = 'client') {
  const client = new CameraRolloutServiceClient(`localhost:${rollout.port}`, demoClientCredentials(from), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const changes: CoverageChange[] = [];
  const tokens: string[] = [];
  const call = client.watchCoverage(WatchCoverageRequest.fromPartial(filter));
  const ended = new Promise<ServiceError>((resolve) => call.on('error', resolve));
  call.on('data', ({ resumeToken, change }: WatchCoverageResponse) => {
    tokens.push(resumeToken);
    if (change !== undefined) changes.push(change);
  });
  const close = (): void => {
    call.cancel();
    client.close();
  };
  onTestFinished(close);
  return { changes, tokens, ended, close };
}

/** A watch that has begun: everything from now on is sent. */
async function watching(filter: Partial<WatchCoverageRequest> = {}) {
  const watch = openWatch(filter);
  await eventually(() => expect(watch.tokens.length).toBeGreaterThan(0));
  return watch;
}

async function deliver(unit: string): Promise<void> {
  await inStock(rollout, unit);
  await recorded();
}

test('a watch sends the figures of a unit after each change, and resumes without gaps and repeats', async () => {
  await recorded();
  const watch = await watching();
  const kyivOnly = await watching({ oblastCode: KYIV });
  for (const unit of ['kyiv-1', 'vinnytsia', 'kyiv-1', 'vinnytsia']) await deliver(unit);
  await eventually(() => expect(watch.changes).toHaveLength(4));
  expect(watch.changes[0]).toEqual({
    patrolUnitCode: 'kyiv-1',
    oblastCode: KYIV,
    coverage: { strength: 3, equipped: 2 },
    gap: 1,
    inStock: 2,
    changedTime: now,
  });
  const ofKyiv = watch.changes.filter(({ oblastCode }) => oblastCode === KYIV);
  await eventually(() => expect(kyivOnly.changes).toEqual(ofKyiv));
  watch.close();
  await deliver('vinnytsia');
  const last = (await publishedEvents(rollout).of(coverageChanged, 'vinnytsia')).at(-1)?.message;
  // The first token has no change; others may follow that only advance.
  for (const resumeToken of new Set(watch.tokens)) {
    const resumed = await watching({ resumeToken });
    const seen = watch.tokens.indexOf(resumeToken);
    await eventually(() => expect(resumed.changes.at(-1)?.inStock).toBe(last?.inStock));
    const counts = resumed.changes.map(({ inStock: stock }) => stock);
    expect(counts).toEqual([2, 2, 3, 3, 4].slice(Math.min(seen, 4)));
    resumed.close();
  }
});

test.each<[string, Partial<WatchCoverageRequest>, string]>([
  ['an unknown oblast', { oblastCode: 'UA05' }, 'oblast_code'],
  ['a malformed token', { resumeToken: 'eg' }, 'resume_token'],
])('rejects %s', async (_, filter, field) => {
  expect(callErrorOf(await openWatch(filter).ended)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a token of another filter, and callers without the scope', async () => {
  const [resumeToken = ''] = (await watching()).tokens;
  expect(callErrorOf(await openWatch({ resumeToken, oblastCode: KYIV }).ended)).toMatchObject({
    fields: ['resume_token'],
  });
  expect(callErrorOf(await openWatch({}, 'nats').ended)).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('a unit that came later is named as unknown, on its own day and in the trend', async () => {
  const before = dayOf(now);
  now = new Date(now.getTime() + 86_400_000);
  await rollout.registry.addUnit({ code: 'vinnytsia-2', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
  await recorded();
  const [known, unknown] = [
    await rollout.getCoverage({ asOf: before }),
    await rollout.getCoverage({ asOf: before, oblastCode: KYIV }),
  ];
  expect([known.units.length, known.unitsWithoutRecord, known.total !== undefined]).toEqual([2, 1, true]);
  expect(unknown.unitsWithoutRecord).toBe(0);
  expect((await rollout.getCoverage({ asOf: dayOf(now) })).unitsWithoutRecord).toBe(0);
  expect((await rollout.getCoverage()).unitsWithoutRecord).toBe(0);
  const { days } = await rollout.getCoverageTrend({ firstDay: before, lastDay: dayOf(now) });
  expect(days.map(({ day, unitsWithoutRecord }) => [day, unitsWithoutRecord])).toEqual([
    [before, 1],
    [dayOf(now), 0],
  ]);
});
