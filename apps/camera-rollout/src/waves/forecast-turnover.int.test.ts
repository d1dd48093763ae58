import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerStateChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerStateChanged } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inStock, issueTo } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const VINNYTSKA = 'UA05000000000010236';
const DAYS = 28;

let now = new Date('2026-06-01T09:00:00Z');
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

/** Does something on a day, and waits until the coverage of that day is recorded. */
async function on(day: string, act: () => Promise<unknown>): Promise<void> {
  now = new Date(`${day}T09:00:00Z`);
  await act();
  await rollout.untilApplied();
  await eventually(async () => {
    const [current, recorded] = await Promise.all([rollout.getCoverage(), rollout.getCoverage({ asOf: day })]);
    expect(recorded).toEqual(current);
  });
}

async function dismiss(officerId: string): Promise<void> {
  const about = { officerId, kind: OfficerKind.PATROL, patrolUnitCode: 'kyiv-1', oblastCode: KYIV };
  const message = OfficerStateChanged.fromPartial({ ...about, state: OfficerState.DISMISSED });
  await rollout.registry.tell([officerStateChanged.create(message, { oblastCode: KYIV })]);
}

const join = (count: number, patrolUnitCode = 'kyiv-1') => rollout.registry.addOfficers(count, { patrolUnitCode });

async function issueAll(officerIds: readonly string[]): Promise<string[]> {
  const cameraIds: string[] = [];
  for (const officerId of officerIds) {
    const cameraId = await inStock(rollout, 'kyiv-1');
    await issueTo(rollout, officerId, cameraId);
    cameraIds.push(cameraId);
  }
  return cameraIds;
}

/** The means m of which a count is 1.96 standard deviations away: the roots of (count − m)² = 1.96² m. */
function scoreLimits(count: number): [number, number] {
  const square = 1.959964 ** 2;
  const root = Math.sqrt((2 * count + square) ** 2 - 4 * count ** 2);
  return [(2 * count + square - root) / 2, (2 * count + square + root) / 2];
}

test('the pace is the change of the gap, also when officers come and go', async () => {
  let officers: string[] = [];
  let cameraIds: string[] = [];
  await on('2026-06-01', async () => {
    officers = await join(12);
    cameraIds = await issueAll(officers.slice(0, 2));
  });
  await on('2026-06-10', async () => {
    cameraIds.push(...(await issueAll(officers.slice(2, 6))));
  });
  // Three who have a camera leave: the gap stays as it is. So it does when they return the cameras.
  await on('2026-06-12', () => Promise.all(officers.slice(0, 3).map(dismiss)));
  await on('2026-06-14', async () => {
    for (const cameraId of cameraIds.slice(0, 3)) await rollout.returnCamera({ cameraId });
  });
  // Of those on strength, one returns a camera, and one without any leaves.
  await on('2026-06-16', () => rollout.returnCamera({ cameraId: cameraIds[3] ?? '' }));
  await on('2026-06-18', () => dismiss(officers[11] ?? ''));
  await on('2026-06-20', () => join(2));
  await on('2026-06-21', () => join(5, 'vinnytsia'));
  now = new Date('2026-06-30T09:00:00Z');

  const gapOn = async (day: string, oblastCode: string) => {
    const { days } = await rollout.getCoverageTrend({ firstDay: day, lastDay: day, oblastCode });
    const { strength = 0, equipped = 0 } = days[0]?.coverage ?? {};
    return strength - equipped;
  };
  for (const [oblastCode, counts] of [
    // 4 issues; 4 returns, of which 3 by officers who had left, and 1 left without a camera; 2 came.
    [KYIV, { issues: 4, returns: 4, openedOtherwise: 2, closedOtherwise: 4 }],
    [VINNYTSKA, { issues: 0, returns: 0, openedOtherwise: 5, closedOtherwise: 0 }],
    ['', { issues: 4, returns: 4, openedOtherwise: 7, closedOtherwise: 4 }],
  ] as const) {
    const { pace, windowStart, ...found } = await rollout.waves.forecastRollout({ oblastCode, windowDays: DAYS });
    expect(found).toMatchObject(counts);
    expect(windowStart).toBe('2026-06-02');
    // Nobody has registered a camera in Vinnytsia.
    expect(pace === undefined).toBe(oblastCode === VINNYTSKA);
    if (pace === undefined) continue;
    // Computed in another way: by the trend of coverage.
    const net = (await gapOn('2026-06-01', oblastCode)) - (await gapOn('2026-06-29', oblastCode));
    expect(pace.perDay).toBeCloseTo(net / DAYS, 9);
    const { issues, returns, openedOtherwise, closedOtherwise } = counts;
    // MOVER: the distance of each limit of the net is that of the score limits of the two counts.
    const [come, gone] = [issues + closedOtherwise, returns + openedOtherwise];
    const [comeLow, comeHigh] = scoreLimits(come);
    const [goneLow, goneHigh] = scoreLimits(gone);
    const low = net - Math.sqrt((come - comeLow) ** 2 + (goneHigh - gone) ** 2);
    const high = net + Math.sqrt((comeHigh - come) ** 2 + (gone - goneLow) ** 2);
    expect(pace.low).toBeCloseTo(low / DAYS, 5);
    expect(pace.high).toBeCloseTo(high / DAYS, 5);
  }
  // Issues minus returns say that nothing has changed, although the gap of Kyiv has shrunk by 2.
  expect((await gapOn('2026-06-01', KYIV)) - (await gapOn('2026-06-29', KYIV))).toBe(2);
});
