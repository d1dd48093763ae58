import { RolloutStatus } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inStock, issueTo } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';

let now = new Date('2026-06-01T09:00:00Z');
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

/** Resolves when the coverage of today is recorded. */
const recorded = () =>
  eventually(async () => {
    const asOf = now.toISOString().slice(0, 10);
    expect(await rollout.getCoverage({ asOf })).toEqual(await rollout.getCoverage());
  });

test('forecasts 100 % with an interval from the pace of the window, or says that it is not reached', async () => {
  const { TOO_LITTLE_HISTORY, EXPECTED, NOT_REACHED, MET } = RolloutStatus;
  const forecast = (oblastCode: string) => rollout.waves.forecastRollout({ oblastCode, windowDays: 28 });
  expect((await forecast(VINNYTSKA)).status).toBe(MET);
  now = new Date('2026-06-15T09:00:00Z');
  const officers = await rollout.registry.addOfficers(10, { patrolUnitCode: 'vinnytsia' });
  await rollout.untilApplied();
  const cameraId = await inStock(rollout, 'vinnytsia');
  await recorded();
  expect(await forecast(VINNYTSKA)).toMatchObject({ status: TOO_LITTLE_HISTORY, missing: 10, pace: undefined });
  now = new Date('2026-08-01T09:00:00Z');
  expect(await forecast(VINNYTSKA)).toMatchObject({ status: NOT_REACHED, issues: 0, expectedOn: '' });
  const [first = '', ...others] = officers;
  await issueTo(rollout, first, cameraId);
  for (const officerId of others.slice(0, 7)) {
    await issueTo(rollout, officerId, await inStock(rollout, 'vinnytsia'));
  }
  await rollout.returnCamera({ cameraId });
  await recorded();
  now = new Date('2026-08-02T09:00:00Z');
  // 8 issues and 1 return in 28 days: 0.25 a day, and 3 are missing: 12 days.
  const { pace, ...found } = await forecast(VINNYTSKA);
  expect(found).toMatchObject({
    status: EXPECTED,
    coverage: { strength: 10, equipped: 7 },
    windowStart: '2026-07-05',
    windowEnd: '2026-08-01',
    issues: 8,
    returns: 1,
    openedOtherwise: 0,
    closedOtherwise: 0,
    expectedOn: '2026-08-14',
    // Score limits of the counts: 4.054 to 15.788 of 8, and 0.177 to 5.665 of 1. By MOVER, of 7 net issues:
    // 7 − √((8 − 4.054)² + (5.665 − 1)²) = 0.890 to 7 + √((15.788 − 8)² + (1 − 0.177)²) = 14.831 in 28 days.
    earliestOn: '2026-08-08',
    latestOn: '2026-11-05',
  });
  expect(pace?.perDay).toBeCloseTo(0.25, 6);
  expect(pace?.low).toBeCloseTo(0.889835 / 28, 5);
  expect(pace?.high).toBeCloseTo(14.831076 / 28, 5);
});
