import { randomUUID } from 'node:crypto';
import { AppealOutcome, FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import * as events from '@safe-community/events';
import { eventually, kindsOf, publishedAt, publishedEvents, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { footageCalls, givenRequest, GROUNDS, KYIV, START } from './footage-calls.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

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
    const devices = [{ serialNumber: randomUUID().toUpperCase(), model: 'Body 3' }];
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

test.each([true, false])('publishes the way of a request for footage (demonstration: %s)', async (demonstration) => {
  now = START;
  const calls = footageCalls(rollout.port);
  onTestFinished(() => calls.close());
  const incidentId = randomUUID();
  const given = givenRequest({ incidentId, patrolUnitCode: UNIT, demonstration });
  const { footageRequestId, trackingToken, dueTime } = await calls.requests.submitRequest(given);
  const named = { footageRequestId, oblastCode: KYIV, demonstration };
  const placed = { ...named, hromadaCode: KYIV, kind: given.kind };
  const at = <Message>(message: Message) => publishedAt(`${KYIV}.${KYIV}`, [message]);
  const { footageFromTime, footageToTime } = given;
  const received = { ...placed, patrolUnitCode: UNIT, incidentId, footageFromTime, footageToTime };
  expect(await published.of(events.footageRequestReceived, footageRequestId)).toEqual(
    at({ ...received, receivedTime: START, dueTime }),
  );
  const one = await calls.requests.assignRequest({ footageRequestId, etag: '1', assignee: 'olena' });
  const two = await calls.requests.extendRequest({ footageRequestId, etag: one.etag, grounds: GROUNDS });
  expect(await published.of(events.footageRequestExtended, footageRequestId)).toEqual(
    at({ ...named, dueTime: two.dueTime }),
  );
  const decision = { outcome: FootageOutcome.GRANTED, redactionRequired: true };
  const three = { footageRequestId, etag: two.etag, grounds: GROUNDS, ...decision };
  const { decidedTime } = await calls.requests.decideRequest(three, { actingUser: 'olena' });
  expect(await published.of(events.footageRequestDecided, footageRequestId)).toEqual(
    at({ ...placed, ...decision, receivedTime: START, dueTime: two.dueTime, decidedTime }),
  );
  const appeal = await calls.requests.appealDecision({ trackingToken, grounds: GROUNDS });
  expect(await published.of(events.footageDecisionAppealed, footageRequestId)).toEqual(
    at({ ...named, appealedTime: START, dueTime: appeal.dueTime }),
  );
  now = new Date((appeal.dueTime?.getTime() ?? 0) + 1);
  await eventually(
    async () =>
      expect(await published.of(events.footageRequestOverdue, footageRequestId)).toEqual(
        at({ ...placed, dueTime: appeal.dueTime, appeal: true }),
      ),
    { within: 30_000, every: 200 },
  );
  const outcome = AppealOutcome.UPHELD;
  const last = await calls.requests.decideAppeal({ footageRequestId, etag: '5', outcome, grounds: GROUNDS });
  expect(await published.of(events.footageAppealDecided, footageRequestId)).toEqual(
    at({ ...named, outcome, decidedTime: last.decidedTime }),
  );
});

test('covers every field of every event of the rollout', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.cameras.'))).toEqual([]);
});
