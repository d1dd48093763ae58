import { randomUUID } from 'node:crypto';
import { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import {
  ComplianceExclusion as Exclusion,
  ComplianceFigures,
  ComplianceGroup as Group,
} from '@safe-community/contracts/cameras/v1/compliance.ts';
import {
  ComplianceServiceService as Compliance,
  SetActivationPolicyRequest,
} from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { FootageOutcome, FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import {
  IncidentReported,
  IncidentWithdrawn,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, incidentWithdrawn, responderProgressed } from '@safe-community/events';
import { declaredScopes } from '@safe-community/grpc-kit';
import { createWakeup } from '@safe-community/ledger';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { createRuntime, systemClock } from '@safe-community/service-kit';
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
import { inStock, issueTo } from '../../test/devices.ts';
import { footageCalls, type FootageCalls } from '../../test/footage-calls.ts';
import { intakeLedger, type IntakeLedger } from '../../test/intake-ledger.ts';
import { metadata } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';
import { countComplianceJob } from './compliance.jobs.ts';

const KYIV = 'UA80000000000093317';
const VINNYTSKA = 'UA05000000000010236';
const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-20T20:00:00Z');
const GRACE_SECONDS = 300;
const POLICY = { effectiveOn: '2026-10-03', graceSeconds: GRACE_SECONDS, source: 'Наказ № 1, пункт 2' };
const SOURCE = 'Наказ № 1, пункт 2';

let now = ISSUED;
let nats: TestNats;
let intake: IntakeLedger;
let rollout: RunningRollout;
let compliance: TestClient<typeof Compliance>;
let recordings: TestClient<typeof Recordings>;
/** The head of a police unit of Vinnytska oblast. */
let head: TestClient<typeof Compliance>;
let footage: FootageCalls;
/** Each test has a unit of its own, with an officer who holds a camera. */
let unit: string;
beforeAll(async () => {
  nats = await startTestNats();
  intake = await intakeLedger(nats);
  const role =
    loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('police-unit-head') ?? expect.fail('no such role');
  rollout = await runRollout(
    { clock: { ...systemClock, now: () => now } },
    [{ ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) }],
    { incidentIntake: intake.address, broker: nats },
  );
  compliance = testClient(Compliance, rollout.port);
  recordings = testClient(Recordings, rollout.port);
  head = testClient(Compliance, rollout.port, 'statistics');
  footage = footageCalls(rollout.port);
  await compliance.setActivationPolicy({ policy: { ...POLICY, demonstration: false } });
});
afterAll(async () => {
  for (const client of [compliance, recordings, head, footage]) client.close();
  await rollout.stop();
  await intake.stop();
  await nats.stop();
});

interface Patrol {
  readonly officerId: string;
  readonly cameraId: string;
}

/** A new unit, and an officer with a camera since the first of October. */
async function newUnit(oblastCode = KYIV): Promise<Patrol> {
  now = ISSUED;
  unit = `unit-${randomUUID().slice(0, 8)}`;
  await rollout.registry.addUnit({ code: unit, oblastCode });
  const patrol = await newPatrol();
  now = NOW;
  return patrol;
}

async function newPatrol(hasCamera = true): Promise<Patrol> {
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: unit });
  await rollout.untilApplied();
  const cameraId = hasCamera ? await inStock(rollout, unit) : '';
  if (hasCamera) await issueTo(rollout, officerId, cameraId);
  return { officerId, cameraId };
}

interface Attendance {
  readonly officerId?: string;
  readonly category?: IncidentCategory;
  readonly oblastCode?: string;
  readonly isWithdrawn?: boolean;
}

/** An incident at which the police arrived. Resolves when it is known. */
async function attended(arrivedAt: Date, more: Attendance): Promise<string> {
  const { officerId = '', category = IncidentCategory.PUBLIC_ORDER, oblastCode = KYIV, isWithdrawn = false } = more;
  const incidentId = randomUUID();
  const located = { incidentId, category, oblastCode, hromadaCode: oblastCode, receivedTime: arrivedAt };
  const report = IncidentReported.fromPartial({ ...located, responsibleOfficerId: officerId });
  const arrival = ResponderProgressed.fromPartial({
    ...located,
    kind: ResponderKind.POLICE,
    progress: ResponderProgress.ON_SCENE,
    progressTime: arrivedAt,
  });
  await intake.emit([
    incidentReported.create(report, located),
    responderProgressed.create(arrival, located),
    ...(isWithdrawn ? [incidentWithdrawn.create(IncidentWithdrawn.fromPartial(located), located)] : []),
  ]);
  await eventually(async () => {
    const [known] = await rollout.sql(
      'select from known_incident where incident_id = $1 and police_on_scene_at is not null and withdrawn = $2',
      [incidentId, isWithdrawn],
    );
    if (known === undefined) throw new Error('the incident is not known yet');
  });
  return incidentId;
}

/** Ten minutes from an instant on. */
async function recorded({ officerId, cameraId }: Patrol, startTime: Date): Promise<string> {
  const answer = await recordings.registerRecordings({ recordings: [metadata({ officerId, cameraId, startTime })] });
  return answer.recordings[0]?.recordingId ?? '';
}

const at = (dayOfMonth: number, seconds = 0): Date => new Date(Date.UTC(2026, 9, dayOfMonth, 9) + seconds * 1_000);

const MONTH = { firstDay: '2026-10-01', lastDay: '2026-10-20' };
const ofUnit = () => ({ ...MONTH, patrolUnitCode: unit });

async function totalOf(filter: object = ofUnit()): Promise<ComplianceFigures> {
  return (await compliance.getCompliance(filter)).total ?? ComplianceFigures.fromPartial({});
}

describe('activation', () => {
  test('counts a recording from the grace period before the arrival to the grace period after it', async () => {
    const patrol = await newUnit();
    // A recording takes 600 seconds.
    const offsets = [-901, -900, 0, 300, 301];
    for (const [index, offset] of offsets.entries()) {
      await attended(at(5 + index), patrol);
      await recorded(patrol, at(5 + index, offset));
    }
    expect(await totalOf()).toMatchObject({ attended: 5n, counted: 5n, activated: 3n, excluded: [], recordings: 5n });
    const { incidents } = await compliance.listMissing(ofUnit());
    expect(incidents.map(({ arrivedTime }) => arrivedTime)).toEqual([at(9), at(5)]);
  });

  test('counts a recording that is uploaded late, and one that a person has linked to the incident', async () => {
    const patrol = await newUnit();
    const incidentId = await attended(at(5), patrol);
    await attended(at(6), patrol);
    expect(await totalOf()).toMatchObject({ counted: 2n, activated: 0n });
    await recorded(patrol, at(6));
    expect(await totalOf()).toMatchObject({ counted: 2n, activated: 1n });
    const recordingId = await recorded(patrol, at(5, 7_200));
    await recordings.confirmLink({ recordingId, incidentId }, { actingUser: 'olena' });
    expect(await totalOf()).toMatchObject({ activated: 2n, recordings: 2n, linked: 1n });
  });

  test('does not count the recording of another officer, or of a camera that the officer did not hold', async () => {
    const patrol = await newUnit();
    now = ISSUED;
    const colleague = await newPatrol();
    now = NOW;
    await attended(at(5), patrol);
    await recorded(colleague, at(5));
    await recorded({ ...patrol, cameraId: colleague.cameraId }, at(5));
    expect(await totalOf()).toMatchObject({ counted: 1n, activated: 0n });
  });

  test('names each exclusion', async () => {
    const patrol = await newUnit();
    const withoutCamera = await newPatrol(false);
    await attended(at(5), { ...patrol, isWithdrawn: true });
    await attended(at(5), withoutCamera);
    await attended(at(2), patrol);
    await attended(new Date(ISSUED.getTime() - 1_000), patrol);
    const { excluded, ...figures } = await totalOf();
    expect(figures).toMatchObject({ attended: 4n, counted: 0n, activated: 0n });
    expect(excluded).toEqual([
      { exclusion: Exclusion.WITHDRAWN, incidents: 1n },
      { exclusion: Exclusion.NO_CAMERA, incidents: 2n },
      { exclusion: Exclusion.NO_POLICY, incidents: 1n },
    ]);
    const oblast = 'UA07000000000024379';
    await attended(at(5), { oblastCode: oblast });
    await attended(at(5), { oblastCode: oblast, officerId: randomUUID() });
    expect((await totalOf({ ...MONTH, oblastCode: oblast })).excluded).toEqual([
      { exclusion: Exclusion.NO_OFFICER, incidents: 1n },
      { exclusion: Exclusion.NOT_PATROL, incidents: 1n },
    ]);
    const all = await compliance.listMissing({ ...ofUnit(), includeExcluded: true });
    expect(all.incidents.map(({ exclusion }) => exclusion)).toEqual(
      expect.arrayContaining([Exclusion.WITHDRAWN, Exclusion.NO_CAMERA, Exclusion.NO_POLICY]),
    );
    expect((await compliance.listMissing(ofUnit())).incidents).toEqual([]);
  });
});

test('figures are grouped by unit, oblast, officer and day, each within the filter', async () => {
  const patrol = await newUnit();
  await attended(at(5), patrol);
  // The first minutes of the day in Kyiv.
  await attended(new Date('2026-10-06T21:00:00Z'), patrol);
  await recorded(patrol, at(5));
  const grouped = async (groupBy: Group) => (await compliance.getCompliance({ ...ofUnit(), groupBy })).rows;
  const place = { patrolUnitCode: unit, oblastCode: KYIV };
  expect(await grouped(Group.UNIT)).toMatchObject([{ ...place, figures: { counted: 2n, activated: 1n } }]);
  expect(await grouped(Group.OBLAST)).toMatchObject([
    { patrolUnitCode: '', oblastCode: KYIV, figures: { counted: 2n } },
  ]);
  expect(await grouped(Group.OFFICER)).toMatchObject([
    { ...place, officerId: patrol.officerId, figures: { counted: 2n, recordings: 1n } },
  ]);
  expect(await grouped(Group.DAY)).toMatchObject([
    { day: '2026-10-05', figures: { counted: 1n, activated: 1n, recordings: 1n } },
    { day: '2026-10-07', figures: { counted: 1n, activated: 0n, recordings: 0n } },
  ]);
  expect((await compliance.getCompliance(ofUnit())).rows).toEqual([]);
  expect(await totalOf({ ...MONTH, officerId: patrol.officerId })).toMatchObject({ counted: 2n });
  expect(await totalOf({ ...ofUnit(), firstDay: '2026-10-06' })).toMatchObject({ counted: 1n });
  expect(await totalOf({ ...ofUnit(), oblastCode: VINNYTSKA })).toMatchObject({ attended: 0n, recordings: 0n });
});

test('a caller sees the figures and incidents of the own territory, of ordinary categories', async () => {
  const elsewhere = await newUnit();
  await attended(at(5), elsewhere);
  expect((await head.getCompliance(ofUnit())).total).toMatchObject({ attended: 0n });
  expect((await head.listMissing(ofUnit())).incidents).toEqual([]);
  const patrol = await newUnit(VINNYTSKA);
  const there = { ...patrol, oblastCode: VINNYTSKA };
  const incidentId = await attended(at(5), there);
  await attended(at(5), { ...there, category: IncidentCategory.DOMESTIC_VIOLENCE });
  expect((await head.getCompliance(ofUnit())).total).toMatchObject({ attended: 2n });
  expect((await head.listMissing(ofUnit())).incidents).toMatchObject([{ incidentId }]);
  expect((await compliance.listMissing(ofUnit())).incidents).toHaveLength(2);
});

test('missing footage says why it is not excluded, and what is nearest, page by page', async () => {
  const patrol = await newUnit();
  const incidentId = await attended(at(5), patrol);
  await attended(at(7), patrol);
  const nearestRecordingId = await recorded(patrol, at(5, 1_000));
  await recorded(patrol, at(5, 5_000));
  const first = await compliance.listMissing({ ...ofUnit(), pageSize: 1 });
  expect(first.incidents).toMatchObject([{ arrivedTime: at(7), nearestRecordingId: '' }]);
  const second = await compliance.listMissing({ ...ofUnit(), pageSize: 1, pageToken: first.nextPageToken });
  expect(second).toEqual({
    incidents: [
      {
        incidentId,
        category: IncidentCategory.PUBLIC_ORDER,
        arrivedTime: at(5),
        ...patrol,
        patrolUnitCode: unit,
        oblastCode: KYIV,
        hromadaCode: KYIV,
        heldSinceTime: ISSUED,
        policyEffectiveOn: POLICY.effectiveOn,
        graceSeconds: GRACE_SECONDS,
        exclusion: 0,
        nearestRecordingId,
        nearestRecordingTime: at(5, 1_000),
        demonstration: false,
      },
    ],
    nextPageToken: '',
  });
  const other = compliance.listMissing({ ...MONTH, pageSize: 1, pageToken: first.nextPageToken });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
});

test('complaints are counted by outcome, with footage and without', async () => {
  const patrol = await newUnit();
  await recorded(patrol, at(5));
  const complaint = { kind: FootageRequestKind.COMPLAINT, patrolUnitCode: unit };
  const during = { footageFromTime: at(5, 599), footageToTime: at(5, 900) };
  const afterwards = { footageFromTime: at(5, 601), footageToTime: at(5, 900) };
  for (const [time, outcome] of [
    [during, FootageOutcome.REFUSED],
    [during, FootageOutcome.GRANTED],
    [afterwards, FootageOutcome.NO_FOOTAGE],
  ] as const) {
    const { footageRequestId, etag } = await footage.assigned({ ...complaint, ...time, requestId: randomUUID() });
    await footage.requests.decideRequest({ footageRequestId, etag, outcome, grounds: 'Підстави рішення за законом' });
  }
  // It is undecided.
  await footage.assigned({ ...complaint, ...during, requestId: randomUUID() });
  const none = { decided: 0n, granted: 0n, partlyGranted: 0n, refused: 0n, noFootage: 0n, forwarded: 0n };
  expect(await totalOf()).toMatchObject({
    complaintsWithFootage: { ...none, decided: 2n, refused: 1n, granted: 1n },
    complaintsWithoutFootage: { ...none, decided: 1n, noFootage: 1n },
  });
});

test('publishes the figures of a unit and a day when they change, and only then', async () => {
  const patrol = await newUnit();
  const job = countComplianceJob(
    createRuntime({ database: rollout.database, wakeup: createWakeup(), clock: { ...systemClock, now: () => now } }),
  );
  const published = async (): Promise<ComplianceCounted[]> => {
    const events = await rollout.sql(
      `select body from ledger_event where type ~ 'compliance-counted' order by position`,
    );
    return events
      .map(({ body }) => ComplianceCounted.decode(body as Buffer))
      .filter(({ patrolUnitCode }) => patrolUnitCode === unit);
  };
  await attended(at(18), patrol);
  await job.run(new AbortController().signal);
  await job.run(new AbortController().signal);
  expect(await published()).toMatchObject([
    { day: '2026-10-18', attended: 1, counted: 1, activated: 0, recordings: 0 },
  ]);
  const wanted = { attended: 1, counted: 1, activated: 1, recordings: 1, categorised: 0, linked: 0 };
  await recorded(patrol, at(18));
  // The days before yesterday are counted by a job that has just begun.
  await countComplianceJob(
    createRuntime({ database: rollout.database, wakeup: createWakeup(), clock: { ...systemClock, now: () => now } }),
  ).run(new AbortController().signal);
  expect((await published()).at(-1)).toEqual({
    patrolUnitCode: unit,
    oblastCode: KYIV,
    day: '2026-10-18',
    ...wanted,
    complaintsWithFootage: 0,
    complaintsWithoutFootage: 0,
    countedTime: NOW,
    demonstration: false,
  });
  expect(await published()).toHaveLength(2);
});

describe('the policy', () => {
  test('holds from its day on, and another one cannot begin on that day', async () => {
    const taken = compliance.setActivationPolicy({ policy: { ...POLICY, demonstration: false } });
    expect(await refusalOf(taken)).toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'POLICY_EXISTS',
      fields: ['policy.effective_on'],
    });
    const policy = { effectiveOn: '2027-01-01', graceSeconds: 60, source: SOURCE, demonstration: true };
    const request = { requestId: randomUUID(), policy };
    await compliance.setActivationPolicy(request);
    await compliance.setActivationPolicy(request);
    const { policies } = await compliance.listActivationPolicies();
    expect(policies).toEqual([{ ...POLICY, demonstration: false }, policy]);
  });

  test.each([
    ['effective_on', { effectiveOn: '03.10.2026' }],
    ['grace_seconds', { graceSeconds: 86_401 }],
    ['source', { source: '' }],
  ])('rejects a bad %s', async (field, change) => {
    const policy = { ...POLICY, effectiveOn: '2028-01-01', demonstration: false, ...change };
    expect(await refusalOf(compliance.setActivationPolicy({ policy }))).toMatchObject({ fields: [`policy.${field}`] });
  });

  test('the audit names who set it', () =>
    expectAudited(
      rollout,
      auditedWrite(
        Compliance.setActivationPolicy,
        async () => SetActivationPolicyRequest.fromPartial({ policy: { ...POLICY, effectiveOn: '2027-02-01' } }),
        () => ['activation-policy-2027-02-01'],
      ),
    ));
});

test.each<[string, object]>([
  ['first_day', { firstDay: 'x' }],
  ['last_day', { lastDay: '2026-10-21' }],
  ['last_day', { firstDay: '2026-10-20', lastDay: '2026-10-19' }],
  ['patrol_unit_code', { patrolUnitCode: 'X' }],
  ['oblast_code', { oblastCode: 'UA05020030000031457' }],
  ['officer_id', { officerId: 'x' }],
])('rejects an invalid %s', async (field, change) => {
  const request = { ...MONTH, ...change };
  for (const call of [() => compliance.getCompliance(request), () => compliance.listMissing(request)]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  }
});

test('rejects an unknown group, and callers without the scopes', async () => {
  const unknown = compliance.getCompliance({ ...MONTH, groupBy: 77 as never });
  expect(await refusalOf(unknown)).toMatchObject({ fields: ['group_by'] });
  const nobody = testClient(Compliance, rollout.port, 'nats');
  for (const call of [() => nobody.getCompliance(MONTH), () => nobody.listMissing(MONTH)]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' });
  }
  nobody.close();
});
