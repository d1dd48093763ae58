import { randomUUID } from 'node:crypto';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { LinkGround, LinkState } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  CategoriseRequest,
  ConfirmLinkRequest,
  ProposeLinksRequest,
  RecordingServiceService as Recordings,
  RemoveLinkRequest,
  SetCategoryRequest,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { RecordingLinked, RecordingUnlinked } from '@safe-community/contracts/cameras/events/v1/recording_events.ts';
import { incidentReported, incidentWithdrawn, responderProgressed, type NewEvent } from '@safe-community/events';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import {
  auditedWrite,
  callerWithRoles,
  eventually,
  expectAudited,
  refusalOf,
  startTestNats,
  testClient,
  type TestClient,
  type TestNats,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { intakeLedger, type IntakeLedger } from '../../test/intake-ledger.ts';
import { factsOf, KYIV, lastEvent, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-20T20:00:00Z');
const AS_PERSON = { actingUser: 'olena' };
const reason = 'перевірка зв’язку';

let now = ISSUED;
let nats: TestNats;
let intake: IntakeLedger;
let rollout: RunningRollout;
let recordings: TestClient<typeof Recordings>;
/** An investigator who may see ordinary incidents only. */
let ordinary: TestClient<typeof Recordings>;
let custody: TestClient<typeof Custody>;
let held: { cameraId: string; officerId: string };
/** Each test has some hours of its own. */
let hour = new Date('2026-10-02T00:00:00Z');
beforeAll(async () => {
  nats = await startTestNats();
  intake = await intakeLedger(nats);
  const { roles } = loadPolicy(BUILT_IN_POLICY, declaredScopes());
  const role = roles.get('investigator') ?? expect.fail('no such role');
  const grants = role.grants.map((grant) => ({ ...grant, categories: 'ordinary' as const }));
  rollout = await runRollout(
    { clock: { ...systemClock, now: () => now } },
    [{ ...callerWithRoles('statistics', [{ ...role, grants }]), territory: new Set([KYIV]) }],
    { incidentIntake: intake.address, broker: nats },
  );
  recordings = testClient(Recordings, rollout.port);
  ordinary = testClient(Recordings, rollout.port, 'statistics');
  custody = testClient(Custody, rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
  now = NOW;
});
afterAll(async () => {
  for (const client of [recordings, ordinary, custody]) client.close();
  await rollout.stop();
  await intake.stop();
  await nats.stop();
});

async function one(): Promise<string> {
  hour = new Date(hour.getTime() + 13 * 3_600_000);
  const answer = await recordings.registerRecordings({ recordings: [metadata({ ...held, startTime: hour })] });
  return answer.recordings[0]?.recordingId ?? expect.fail('nothing was registered');
}

const after = (seconds: number): Date => new Date(hour.getTime() + seconds * 1_000);

describe('links to incidents', () => {
  test('are proposed from the time on scene, and confirmed by a person', async () => {
    const recordingId = await one();
    const [incidentId, false_call] = [randomUUID(), randomUUID()];
    await intake.emit([...reported(incidentId), ...reported(false_call), withdrawn(false_call)]);
    const expected = [
      {
        incidentId,
        score: 88,
        grounds: [LinkGround.OFFICER, LinkGround.ON_SCENE, LinkGround.TIME, LinkGround.SAME_OBLAST],
      },
    ];
    await eventually(async () => expect((await recordings.proposeLinks({ recordingId })).links).toEqual(expected));
    expect((await recordings.getRecording({ recordingId, reason })).proposedLinks).toEqual(expected);
    const listed = await recordings.listRecordings({ linkState: LinkState.PROPOSED });
    expect(listed.recordings).toMatchObject([{ recordingId }]);

    const link = { recordingId, incidentId, reason };
    expect(await refusalOf(recordings.confirmLink(link))).toMatchObject({ reason: 'PERSON_REQUIRED' });
    expect(await recordings.confirmLink(link, AS_PERSON)).toEqual({ confirmedTime: NOW });
    const { recording } = await recordings.getRecording({ recordingId, reason });
    expect(recording).toMatchObject({ incidentId, listed: { linkState: LinkState.CONFIRMED } });
    expect(await factsOf(rollout, recordingId, 'link')).toEqual([`former_incident_id=\nincident_id=${incidentId}`]);
    expect(await lastEvent(rollout, 'recording-linked', RecordingLinked)).toMatchObject({ recordingId, incidentId });
    await recordings.proposeLinks({ recordingId });
    expect((await recordings.listRecordings({ linkState: LinkState.CONFIRMED })).recordings).toHaveLength(1);
  });

  test('of a sensitive category are only seen by those who may, and never in an event', async () => {
    const recordingId = await one();
    const incidentId = randomUUID();
    await intake.emit(reported(incidentId, IncidentCategory.DOMESTIC_VIOLENCE));
    await eventually(async () => expect((await recordings.proposeLinks({ recordingId })).links).toHaveLength(1));
    const [known] = await rollout.sql('select hromada_code from known_incident where incident_id = $1', [incidentId]);
    expect(known).toEqual({ hromada_code: '' });
    expect((await ordinary.proposeLinks({ recordingId })).links).toEqual([]);
    expect((await ordinary.getRecording({ recordingId, reason })).proposedLinks).toEqual([]);
    const link = { recordingId, incidentId, reason };
    expect(await refusalOf(ordinary.confirmLink(link, AS_PERSON))).toMatchObject({ code: 'NOT_FOUND' });
    await recordings.confirmLink(link, AS_PERSON);
    const removal = { recordingId, reason };
    expect(await refusalOf(ordinary.removeLink(removal, AS_PERSON))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await ordinary.getRecording({ recordingId, reason })).recording?.incidentId).toBe('');
    expect((await recordings.getRecording({ recordingId, reason })).recording?.incidentId).toBe(incidentId);
    expect(await lastEvent(rollout, 'recording-linked', RecordingLinked)).toMatchObject({
      recordingId,
      incidentId: '',
    });
    await recordings.removeLink(removal, AS_PERSON);
    const event = await lastEvent(rollout, 'recording-unlinked', RecordingUnlinked);
    expect(event).toMatchObject({ recordingId, formerIncidentId: '' });
  });

  test('are proposed of no incident that a test has reported', async () => {
    const recordingId = await one();
    const [ofTest, incidentId] = [randomUUID(), randomUUID()];
    await intake.emit(reported(ofTest), { isTest: true });
    await intake.emit(reported(incidentId));
    await eventually(async () =>
      expect((await recordings.proposeLinks({ recordingId })).links).toMatchObject([{ incidentId }]),
    );
  });

  test('that are wrong are removed by a person, and the chain says why and from where', async () => {
    const recordingId = await one();
    const incidentId = randomUUID();
    const removal = { recordingId, reason: 'інша пригода', place: 'Київ, каб. 7' };
    expect(await refusalOf(recordings.removeLink(removal, AS_PERSON))).toMatchObject({ code: 'NOT_FOUND' });
    await intake.emit(reported(incidentId));
    await eventually(async () => expect((await recordings.proposeLinks({ recordingId })).links).toHaveLength(1));
    await recordings.confirmLink({ recordingId, incidentId, reason, place: 'Київ, каб. 8' }, AS_PERSON);
    expect(await refusalOf(recordings.removeLink(removal))).toMatchObject({ reason: 'PERSON_REQUIRED' });
    const noReason = { ...removal, reason: '' };
    expect(await refusalOf(recordings.removeLink(noReason, AS_PERSON))).toMatchObject({ fields: ['reason'] });
    expect(await factsOf(rollout, recordingId, 'unlink')).toEqual([]);

    expect(await recordings.removeLink(removal, AS_PERSON)).toEqual({ removedTime: NOW });
    const { recording, proposedLinks } = await recordings.getRecording({ recordingId, reason });
    expect(recording).toMatchObject({ incidentId: '', listed: { linkState: LinkState.PROPOSED } });
    expect(proposedLinks).toMatchObject([{ incidentId }]);
    const event = await lastEvent(rollout, 'recording-unlinked', RecordingUnlinked);
    expect(event).toMatchObject({ recordingId, formerIncidentId: incidentId, unlinkedTime: NOW });
    const { entries } = await custody.getProof({ recordingId, reason, withTexts: true });
    // The open incident freezes it meanwhile.
    const ofLinks = entries.filter(({ kind }) => kind === CustodyKind.LINK || kind === CustodyKind.UNLINK);
    expect(ofLinks).toMatchObject([
      { kind: CustodyKind.LINK, actingUser: 'olena', texts: { reason, place: 'Київ, каб. 8' } },
      {
        kind: CustodyKind.UNLINK,
        actingUser: 'olena',
        facts: `former_incident_id=${incidentId}`,
        texts: { reason: removal.reason, place: removal.place },
      },
    ]);
    expect(await custody.verifyChain({ recordingId })).toMatchObject({ findings: [] });
  });

  test('are not confirmed without a reason', async () => {
    const recordingId = await one();
    const link = { recordingId, incidentId: randomUUID() };
    const refusal = { code: 'INVALID_ARGUMENT', fields: ['reason'] };
    expect(await refusalOf(recordings.confirmLink(link, AS_PERSON))).toMatchObject(refusal);
    expect(await factsOf(rollout, recordingId, 'link')).toEqual([]);
  });

  test('to an unknown incident, or of an unknown recording, are rejected', async () => {
    const recordingId = await one();
    const unknown = { recordingId, incidentId: randomUUID(), reason };
    expect(await refusalOf(recordings.confirmLink(unknown, AS_PERSON))).toMatchObject({ code: 'NOT_FOUND' });
    const other = { recordingId: randomUUID() };
    expect(await refusalOf(recordings.proposeLinks(other))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(recordings.proposeLinks())).toMatchObject({
      fields: ['request_id', 'recording_id'].slice(1),
    });
  });
});

test('the audit says who made each write, and what it concerns', async () => {
  const [recordingId, incidentId] = [await one(), randomUUID()];
  await intake.emit(reported(incidentId));
  await eventually(async () => expect((await recordings.proposeLinks({ recordingId })).links).toHaveLength(1));
  const category = { code: 'audited', nameUk: 'назва', nameEn: 'name', validFrom: '2026-10-01', source: 'Наказ' };
  const writes = [
    auditedWrite(
      Recordings.proposeLinks,
      async () => ProposeLinksRequest.fromPartial({ recordingId }),
      () => [recordingId],
    ),
    auditedWrite(
      Recordings.confirmLink,
      async () => ConfirmLinkRequest.fromPartial({ recordingId, incidentId, reason }),
      () => [recordingId, incidentId],
    ),
    auditedWrite(
      Recordings.removeLink,
      async () => RemoveLinkRequest.fromPartial({ recordingId, reason }),
      () => [recordingId, incidentId],
    ),
    auditedWrite(
      Recordings.categorise,
      async () => CategoriseRequest.fromPartial({ recordingIds: [recordingId], category: 'evidence' }),
      () => [recordingId],
    ),
    auditedWrite(
      Recordings.setCategory,
      async () => SetCategoryRequest.fromPartial({ category }),
      () => ['recording-category-audited-2026-10-01'],
    ),
  ];
  for (const write of writes) await expectAudited(rollout, write);
});

/** An incident of Kyiv at which the police arrived a minute after the beginning of this hour. */
function reported(incidentId: string, category: IncidentCategory = IncidentCategory.ROAD_CRASH): NewEvent[] {
  const place = { hromadaCode: KYIV, oblastCode: KYIV };
  const about = { incidentId, category, ...place };
  return [
    incidentReported.create({ ...EMPTY_REPORT, ...about, occurredTime: after(-600), receivedTime: after(-540) }, place),
    responderProgressed.create(
      {
        ...about,
        responderId: randomUUID(),
        kind: ResponderKind.POLICE,
        progress: ResponderProgress.ON_SCENE,
        homeHromadaCode: '',
        officerIds: [held.officerId],
        progressTime: after(60),
        state: 5,
        countedBy: undefined,
        receivedTime: undefined,
        dispatchedTime: undefined,
        enRouteTime: undefined,
        onSceneTime: after(60),
      },
      place,
    ),
  ];
}

const EMPTY_REPORT = {
  channel: 1 as const,
  casualties: undefined,
  responsibleOfficerId: '',
  urgency: 1 as const,
  alerted: [],
  countedBy: undefined,
  schoolMatter: 0 as const,
  source: '',
};

function withdrawn(incidentId: string): NewEvent {
  const place = { hromadaCode: KYIV, oblastCode: KYIV };
  return incidentWithdrawn.create(
    {
      incidentId,
      category: IncidentCategory.ROAD_CRASH,
      ...place,
      casualties: undefined,
      receivedTime: undefined,
      cause: 1,
      primaryIncidentId: '',
      withdrawnTime: after(0),
      state: 8,
      onSceneTime: undefined,
      countedBy: undefined,
      schoolMatter: 0,
      urgency: 1,
    },
    place,
  );
}
