import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppealOutcome, FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { RecallCause } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { FaultKind } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { StoredObject } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { SplitMethod } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import * as events from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { eventually, kindsOf, publishedEvents, testClient, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { countComplianceJob } from '../src/compliance/compliance.jobs.ts';
import { localStore } from '../src/evidence/module.ts';
import { useCamera } from './camera-use.ts';
import { device, inStock, issued } from './devices.ts';
import { footageCalls, givenRequest, GROUNDS, KYIV, START } from './footage-calls.ts';
import { compareImportedCustody } from './published-custody.ts';
import { compareRetention } from './published-retention.ts';
import { addIncident, metadata } from './recordings.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';
import { verifyObjects } from './verify-objects.ts';

const UNIT = 'kyiv-1';
const DELIVERED = new Date('2026-05-01T08:00:00Z');
const ISSUED = new Date('2026-05-02T09:30:00Z');
const MINUTE = { durationMs: 60_000, category: 'search' };

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

test('publishes a camera when it is delivered and when it is issued', async () => {
  now = DELIVERED;
  const devices = [device()];
  const [cameraId = ''] = (await rollout.registerCameras({ patrolUnitCode: UNIT, devices })).cameraIds;
  const camera = { cameraId, patrolUnitCode: UNIT, oblastCode: KYIV };
  await published.expectWhole(events.cameraRegistered, cameraId, `${KYIV}.none`, [camera]);
  now = ISSUED;
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  await rollout.issueCamera({ cameraId, officerId });
  await published.expectWhole(events.cameraIssued, cameraId, `${KYIV}.none`, [
    { ...camera, officerId, issuedTime: ISSUED },
  ]);
  const times = { stockedAt: DELIVERED, now: ISSUED };
  await compareImportedCustody(rollout, published, times, (at) => {
    now = at;
  });
});

test('publishes what happens to a camera', async () => {
  now = ISSUED;
  const model = 'Body 7';
  const devices = [device({ model, firmwareVersion: '1.0' })];
  const [cameraId = ''] = (await rollout.registerCameras({ patrolUnitCode: UNIT, devices })).cameraIds;
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: UNIT });
  await rollout.untilApplied();
  await rollout.issueCamera({ cameraId, officerId });
  const about = { cameraId, patrolUnitCode: UNIT, oblastCode: KYIV };
  const place = `${KYIV}.none`;

  const { faultId } = await rollout.faults.reportFault({ cameraId, kind: FaultKind.LENS, noticedTime: ISSUED });
  await published.expectWhole(events.cameraFaultReported, cameraId, place, [
    { ...about, faultId, kind: FaultKind.LENS, model, firmwareVersion: '1.0', noticedTime: ISSUED },
  ]);
  await rollout.setReturnTerm({ term: { effectiveOn: '2026-05-01', days: 5, source: 'Наказ' } });
  await rollout.registry.tell([dismissed(officerId)]);
  await eventually(async () => expect(await published.of(events.cameraRecalled, cameraId)).toHaveLength(1));
  const [recall] = await published.of(events.cameraRecalled, cameraId);
  const returnId = recall?.message.recallId ?? '';
  const recalled = { ...about, recallId: returnId, officerId, cause: RecallCause.DISMISSED, recalledTime: ISSUED };
  await published.expectWhole(events.cameraRecalled, cameraId, place, [{ ...recalled, dueOn: '2026-05-07' }]);

  const recalling = { model, firmwareVersion: '1.0', dueOn: '2026-07-01' };
  const { recallId } = await rollout.faults.recallFirmware({ ...recalling, source: 'Лист' });
  await published.expectWhole(events.firmwareRecalled, recallId, 'none.none', [
    { ...recalling, recallId, affected: 1, recalledTime: ISSUED },
  ]);
  await rollout.sendToRepair({ cameraId, reason: 'перевірка' });
  await rollout.completeRepair({ cameraId, firmwareVersion: '1.1' });
  const changed = { ...about, changedTime: ISSUED };
  await published.expectWhole(events.cameraStateChanged, cameraId, place, [
    {
      ...changed,
      step: CameraStep.SEND_TO_REPAIR,
      formerState: CameraState.ISSUED,
      state: CameraState.IN_REPAIR,
      formerOfficerId: officerId,
    },
    {
      ...changed,
      step: CameraStep.COMPLETE_REPAIR,
      formerState: CameraState.IN_REPAIR,
      state: CameraState.IN_STOCK,
      formerOfficerId: '',
    },
  ]);
  await published.expectWhole(events.cameraFirmwareChanged, cameraId, place, [
    { ...changed, formerFirmwareVersion: '1.0', firmwareVersion: '1.1' },
  ]);
  await eventually(async () => {
    await published.expectWhole(events.firmwareRecallCompleted, recallId, 'none.none', [
      { recallId, model, firmwareVersion: '1.0', completedTime: ISSUED },
    ]);
  });
});

function dismissed(officerId: string) {
  const states = { formerState: OfficerState.ACTIVE, state: OfficerState.DISMISSED };
  const message = { officerId, kind: OfficerKind.PATROL, ...states, patrolUnitCode: UNIT, oblastCode: KYIV };
  return events.officerStateChanged.create({ ...message, changedTime: new Date() }, { oblastCode: KYIV });
}

test('publishes the coverage of a unit after a change', async () => {
  now = ISSUED;
  const unit = 'kyiv-9';
  await rollout.registry.addUnit({ code: unit, oblastCode: KYIV });
  await rollout.registry.addOfficers(2, { patrolUnitCode: unit });
  await rollout.untilApplied();
  const [broken] = [await issued(rollout, unit), await inStock(rollout, unit)];
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: unit });
  await rollout.untilApplied();
  await rollout.sendToRepair({ cameraId: broken.cameraId, reason: 'перевірка' });
  await rollout.issueCamera({ cameraId: await inStock(rollout, unit), officerId });
  const figures = { strength: 3, equipped: 1, inStock: 1, inRepair: 1 };
  const about = { patrolUnitCode: unit, oblastCode: KYIV, changedTime: ISSUED };
  await eventually(async () => {
    await published.expectNewest(events.coverageChanged, unit, {
      place: `${KYIV}.none`,
      message: { ...about, ...figures },
    });
  });
});

test('publishes the steps of a wave', async () => {
  now = ISSUED;
  const day = '2026-05-02';
  const units = [{ patrolUnitCode: UNIT, quantity: 3 }];
  const plan = { name: 'Перша хвиля', deliveryDueOn: day, issueDueOn: '2026-05-20', units };
  const { waveId } = await rollout.waves.planWave({ ...plan, source: 'Наказ' });
  await rollout.waves.recordOrder({ waveId, quantity: 3, orderedOn: day, reference: 'Договір' });
  const { deliveryId } = await rollout.waves.recordDelivery({ waveId, quantity: 3, deliveredOn: day });
  const { EQUAL_SHARE: method } = SplitMethod;
  await rollout.waves.acceptSplit({ deliveryId, method, parts: units }, { actingUser: 'olena' });
  for (const [kind, message] of [
    [events.wavePlanned, { ...plan, waveId, plannedTime: ISSUED }],
    [events.waveOrdered, { waveId, quantity: 3, orderedOn: day }],
    [events.waveDelivered, { waveId, deliveryId, quantity: 3, deliveredOn: day }],
    [events.deliverySplit, { waveId, deliveryId, method, parts: units, acceptedTime: ISSUED }],
  ] as const) {
    await published.expectWhole<object>(kind, waveId, 'none.none', [message]);
  }
});

test('publishes the way of a request for footage', async () => {
  now = START;
  const calls = footageCalls(rollout.port);
  onTestFinished(() => calls.close());
  const incidentId = randomUUID();
  await addIncident(rollout, incidentId);
  const given = givenRequest({ incidentId, patrolUnitCode: UNIT });
  const { footageRequestId, trackingToken, dueTime } = await calls.requests.submitRequest(given);
  const named = { footageRequestId, oblastCode: KYIV };
  const placed = { ...named, hromadaCode: KYIV, kind: given.kind };
  const { footageFromTime, footageToTime } = given;
  const received = { ...placed, patrolUnitCode: UNIT, incidentId, footageFromTime, footageToTime };
  await published.expectWhole(events.footageRequestReceived, footageRequestId, `${KYIV}.${KYIV}`, [
    { ...received, receivedTime: START, dueTime },
  ]);
  const one = await calls.requests.assignRequest({ footageRequestId, etag: '1', assignee: 'olena' });
  const two = await calls.requests.extendRequest({ footageRequestId, etag: one.etag, grounds: GROUNDS });
  const extended = [{ ...named, dueTime: two.dueTime }];
  await published.expectWhole(events.footageRequestExtended, footageRequestId, `${KYIV}.${KYIV}`, extended);
  const decision = { outcome: FootageOutcome.GRANTED, redactionRequired: true };
  const three = { footageRequestId, etag: two.etag, grounds: GROUNDS, ...decision };
  const { decidedTime } = await calls.requests.decideRequest(three, { actingUser: 'olena' });
  await published.expectWhole(events.footageRequestDecided, footageRequestId, `${KYIV}.${KYIV}`, [
    { ...placed, ...decision, receivedTime: START, dueTime: two.dueTime, decidedTime },
  ]);
  const appeal = await calls.requests.appealDecision({ trackingToken, grounds: GROUNDS });
  await published.expectWhole(events.footageDecisionAppealed, footageRequestId, `${KYIV}.${KYIV}`, [
    { ...named, appealedTime: START, dueTime: appeal.dueTime },
  ]);
  now = new Date((appeal.dueTime?.getTime() ?? 0) + 1);
  await eventually(
    () =>
      published.expectWhole(events.footageRequestOverdue, footageRequestId, `${KYIV}.${KYIV}`, [
        { ...placed, dueTime: appeal.dueTime, appeal: true },
      ]),
    { within: 30_000, every: 200 },
  );
  const outcome = AppealOutcome.UPHELD;
  const upheld = { footageRequestId, etag: '5', outcome, grounds: GROUNDS };
  const last = await calls.requests.decideAppeal(upheld, { actingUser: 'ivan' });
  const reopened = await calls.requests.getRequestStatus({ trackingToken });
  await published.expectWhole(events.footageAppealDecided, footageRequestId, `${KYIV}.${KYIV}`, [
    { ...named, outcome, decidedTime: last.decidedTime, dueTime: reopened.dueTime },
  ]);
});

test('publishes the use of the cameras of a unit on a day', async () => {
  await useCamera(rollout, 'kyiv-8', new Date('2026-08-21T06:00:00Z'), (step) => {
    now = step === 'issue' ? ISSUED : START;
  });
  const clock = { ...systemClock, now: () => now };
  const runtime = createRuntime({
    installation: 'demonstration',
    database: rollout.database,
    wakeup: createWakeup(),
    clock,
  });
  await countComplianceJob(runtime).run(new AbortController().signal);
  const figures = { attended: 1, counted: 1, activated: 1, recordings: 1, categorised: 1, linked: 1 };
  const complaints = { complaintsWithFootage: 1, complaintsWithoutFootage: 1 };
  const about = { patrolUnitCode: 'kyiv-8', oblastCode: KYIV, day: '2026-08-21' };
  await published.expectWhole(events.complianceCounted, 'kyiv-8', `${KYIV}.none`, [
    { ...about, ...figures, ...complaints, countedTime: START },
  ]);
});

test('publishes what happens to a recording', async () => {
  now = DELIVERED;
  const { cameraId, officerId } = await issued(rollout, UNIT);
  now = ISSUED;
  const recordings = testClient(RecordingServiceService, rollout.port);
  onTestFinished(() => recordings.close());
  const [first, second] = [randomUUID(), randomUUID()];
  for (const id of [first, second]) await addIncident(rollout, id);
  const given = metadata({ ...MINUTE, cameraId, officerId, startTime: ISSUED, hromadaCode: KYIV });
  const answer = await recordings.registerRecordings({ recordings: [given] });
  const recordingId = answer.recordings[0]?.recordingId ?? '';
  for (const incidentId of [first, second]) {
    await recordings.confirmLink({ recordingId, incidentId, reason: 'за рапортом' }, { actingUser: 'olena' });
  }
  await recordings.removeLink({ recordingId, reason: 'помилка' }, { actingUser: 'olena' });
  await recordings.categorise({ recordingIds: [recordingId], category: 'detention' });
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // An empty folder would count as not mounted.
  writeFileSync(join(folder, 'of another recording'), '');
  await verifyObjects(rollout, localStore(folder), ISSUED);

  const about = { recordingId, patrolUnitCode: UNIT, oblastCode: KYIV, hromadaCode: KYIV };
  const place = `${KYIV}.${KYIV}`;
  const registered = { startTime: ISSUED, durationMs: given.durationMs, uploadTime: ISSUED, category: 'search' };
  await published.expectWhole(events.recordingRegistered, recordingId, place, [
    { ...about, cameraId, officerId, ...registered },
  ]);
  await published.expectWhole(events.recordingLinked, recordingId, place, [
    { ...about, formerIncidentId: '', incidentId: first, linkedTime: ISSUED },
    { ...about, formerIncidentId: first, incidentId: second, linkedTime: ISSUED },
  ]);
  await published.expectWhole(events.recordingUnlinked, recordingId, place, [
    { ...about, formerIncidentId: second, unlinkedTime: ISSUED },
  ]);
  const categorised = { formerCategory: 'search', category: 'detention', categorisedTime: ISSUED };
  await published.expectWhole(events.recordingCategorised, recordingId, place, [{ ...about, ...categorised }]);
  const { UNCHECKED: formerStoredObject, MISSING: storedObject } = StoredObject;
  await published.expectWhole(events.recordingObjectChanged, recordingId, place, [
    { ...about, formerStoredObject, storedObject, verifiedTime: ISSUED },
  ]);
});

test('publishes the steps from the retention to the deletion', async () => {
  now = ISSUED;
  const held = await issued(rollout, UNIT);
  now = new Date('2026-05-03T20:00:00Z');
  const state = await compareRetention(rollout, published, held, { ...systemClock, now: () => now }, (at) => {
    now = at;
  });
  expect(state).toBe('deleted');
});

test('covers every field of every event of the rollout', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.cameras.'))).toEqual([]);
});
