import { randomUUID } from 'node:crypto';
import {
  FreezeCause,
  RecordingFrozen,
  RecordingUnfrozen,
} from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import {
  IncidentReported,
  IncidentStateChanged,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { inOneGo } from '@safe-community/database';
import { incidentReported, incidentStateChanged, type NewEvent } from '@safe-community/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { factsOf, KYIV, lastEvent } from '../../test/recordings.ts';
import { openExpiry, RECORDED, type ExpiryGround } from '../../test/retention-ground.ts';
import { incidentEvents } from '../incidents/incident.events.ts';
import { LINKED_INCIDENTS } from '../recordings/module.ts';

const { RESOLVED, CLOSED, REJECTED, DUPLICATE, REOPENED } = IncidentState;
const AS_PERSON = { actingUser: 'olena' };
const reason = 'за рапортом';

let ground: ExpiryGround;
let recordings: ExpiryGround['recordings'];
beforeAll(async () => {
  ground = await openExpiry();
  ({ recordings } = ground);
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

/** Applies an event of intake as the consumer does. */
async function apply({ type, body }: NewEvent): Promise<void> {
  const handler =
    incidentEvents(LINKED_INCIDENTS).handlers.find((each) => each.type === type) ??
    expect.fail(`no handler of ${type}`);
  const envelope = { type, body, isTest: false } as unknown as Parameters<typeof handler.effects>[0][number];
  await inOneGo(ground.rollout.database, [...handler.effects([envelope])]);
}

const located = (incidentId: string, category: IncidentCategory) => ({
  incidentId,
  category,
  oblastCode: KYIV,
  hromadaCode: KYIV,
});

async function reported(category: IncidentCategory = IncidentCategory.ROAD_CRASH): Promise<string> {
  const about = located(randomUUID(), category);
  await apply(incidentReported.create(IncidentReported.fromPartial({ ...about, receivedTime: RECORDED }), about));
  return about.incidentId;
}

async function turned(
  incidentId: string,
  state: IncidentState,
  category: IncidentCategory = IncidentCategory.ROAD_CRASH,
) {
  const about = located(incidentId, category);
  await apply(incidentStateChanged.create(IncidentStateChanged.fromPartial({ ...about, state }), about));
}

test('an open incident freezes the recordings that are linked to it, until it is closed, and again when it is reopened', async () => {
  const recordingId = await ground.expired();
  const incidentId = await reported();
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.follow();
  expect(await ground.stateOf(recordingId)).toBe('kept');
  expect(await lastEvent(ground.rollout, 'recording-frozen', RecordingFrozen)).toMatchObject({
    recordingId,
    cause: FreezeCause.INCIDENT,
    causeId: incidentId,
  });
  expect(await factsOf(ground.rollout, recordingId, 'freeze')).toEqual([`incident_id=${incidentId}`]);
  await turned(incidentId, RESOLVED);
  await ground.on('2026-06-01');
  expect(await ground.stateOf(recordingId)).toBe('kept');
  await turned(incidentId, CLOSED);
  await ground.follow();
  await ground.on('2026-06-02');
  expect(await ground.stateOf(recordingId)).toBe('announced');
  expect(await lastEvent(ground.rollout, 'recording-unfrozen', RecordingUnfrozen)).toMatchObject({
    recordingId,
    cause: FreezeCause.INCIDENT,
    causeId: incidentId,
  });
  await turned(incidentId, REOPENED);
  await ground.follow();
  await ground.on('2026-06-20');
  expect(await ground.stateOf(recordingId)).toBe('kept');
  expect(await ground.custodyOf(recordingId)).toEqual([
    'registered',
    'expiry_announced',
    'expired',
    'link',
    'freeze',
    'restored',
    'unfreeze',
    'expiry_announced',
    'freeze',
    'expiry_cancelled',
  ]);
});

test('holds without its job: the run looks at the incident itself', async () => {
  const recordingId = await ground.record();
  const incidentId = await reported();
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.on('2026-03-01');
  expect(await ground.stateOf(recordingId)).toBeUndefined();
  const { recordings: due } = await ground.retention.previewExpiry({ asOfDate: '2026-03-01', pageSize: 500 });
  expect(due.find((each) => each.recordingId === recordingId)).toMatchObject({ frozen: true });
});

test.each([CLOSED, REJECTED, DUPLICATE])('an incident in the state %i freezes nothing', async (state) => {
  const recordingId = await ground.record();
  const incidentId = await reported();
  await turned(incidentId, state);
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.follow();
  await ground.on('2026-02-01');
  expect(await ground.stateOf(recordingId)).toBe('announced');
  expect(await factsOf(ground.rollout, recordingId, 'freeze')).toEqual([]);
});

test('the freeze ends with the link, and moves with it', async () => {
  const recordingId = await ground.record();
  const [first, second] = [await reported(), await reported()];
  await recordings.confirmLink({ recordingId, incidentId: first, reason }, AS_PERSON);
  await ground.follow();
  await recordings.confirmLink({ recordingId, incidentId: second, reason }, AS_PERSON);
  await ground.follow();
  await recordings.removeLink({ recordingId, reason }, AS_PERSON);
  await ground.follow();
  const facts = [`incident_id=${first}`, `incident_id=${second}`];
  expect(await factsOf(ground.rollout, recordingId, 'freeze')).toEqual(facts);
  expect(await factsOf(ground.rollout, recordingId, 'unfreeze')).toEqual(facts);
  await ground.on('2026-02-01');
  expect(await ground.stateOf(recordingId)).toBe('announced');
});

test('a request for an incident also freezes what is linked to it later, until the link is removed', async () => {
  const recordingId = await ground.record();
  const incidentId = await reported();
  await turned(incidentId, CLOSED);
  const [footageFromTime, footageToTime] = [new Date('2026-01-04T10:00:00Z'), new Date('2026-01-04T11:00:00Z')];
  const { footageRequestId } = await ground.footage.submit({ incidentId, footageFromTime, footageToTime });
  // What was registered minutes before the newest recording was compared with the requests, and is not again.
  ground.at(new Date('2026-01-20T20:00:00Z'));
  await ground.record();
  await ground.follow();
  expect(await factsOf(ground.rollout, recordingId, 'freeze')).toEqual([]);
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.follow();
  const facts = [`footage_request_id=${footageRequestId}`];
  expect(await factsOf(ground.rollout, recordingId, 'freeze')).toEqual(facts);
  const cause = { recordingId, cause: FreezeCause.REQUEST, causeId: footageRequestId };
  expect(await lastEvent(ground.rollout, 'recording-frozen', RecordingFrozen)).toMatchObject(cause);
  await recordings.removeLink({ recordingId, reason }, AS_PERSON);
  await ground.follow();
  expect(await factsOf(ground.rollout, recordingId, 'unfreeze')).toEqual(facts);
  expect(await lastEvent(ground.rollout, 'recording-unfrozen', RecordingUnfrozen)).toMatchObject(cause);
  await ground.on('2026-02-01');
  expect(await ground.stateOf(recordingId)).toBe('announced');
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.follow();
  expect(await ground.custodyOf(recordingId)).toEqual([
    'registered',
    'link',
    'freeze',
    'unlink',
    'unfreeze',
    'expiry_announced',
    'link',
    'freeze',
    'expiry_cancelled',
  ]);
});

test('no event names a sensitive incident', async () => {
  const recordingId = await ground.record();
  const incidentId = await reported(IncidentCategory.DOMESTIC_VIOLENCE);
  await recordings.confirmLink({ recordingId, incidentId, reason }, AS_PERSON);
  await ground.follow();
  const event = await lastEvent(ground.rollout, 'recording-frozen', RecordingFrozen);
  expect(event).toMatchObject({ recordingId, cause: FreezeCause.INCIDENT, causeId: '' });
  await turned(incidentId, CLOSED, IncidentCategory.DOMESTIC_VIOLENCE);
  await ground.follow();
  const ended = await lastEvent(ground.rollout, 'recording-unfrozen', RecordingUnfrozen);
  expect(ended).toMatchObject({ recordingId, causeId: '' });
});
