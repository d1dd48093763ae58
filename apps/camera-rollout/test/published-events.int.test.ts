import * as events from '@safe-community/events';
import { kindsOf, publishedAt, publishedEvents, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { device } from './devices.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

const KYIV = 'UA80000000000093317';
const UNIT = 'kyiv-1';
const DELIVERED = new Date('2026-05-01T08:00:00Z');
const ISSUED = new Date('2026-05-02T09:30:00Z');

let now = DELIVERED;
let rollout: RunningRollout;
let published: PublishedEvents;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  published = publishedEvents(rollout);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test.each([true, false])(
  'publishes a camera when it is delivered and when it is issued (demonstration: %s)',
  async (demonstration) => {
    now = DELIVERED;
    const devices = [device()];
    const [cameraId = ''] = (await rollout.registerCameras({ patrolUnitCode: UNIT, devices, demonstration })).cameraIds;
    const camera = { cameraId, patrolUnitCode: UNIT, oblastCode: KYIV, demonstration };
    expect(await published.of(events.cameraRegistered, cameraId)).toEqual(publishedAt(`${KYIV}.none`, [camera]));
    now = ISSUED;
    const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT, demonstration });
    await rollout.issueCamera({ cameraId, officerId });
    expect(await published.of(events.cameraIssued, cameraId)).toEqual(
      publishedAt(`${KYIV}.none`, [{ ...camera, officerId, issuedTime: ISSUED }]),
    );
  },
);

test('covers every field of every event of the rollout', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.cameras.'))).toEqual([]);
});
