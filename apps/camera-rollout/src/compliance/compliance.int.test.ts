import { randomUUID } from 'node:crypto';
import { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import {
  ComplianceExclusion as Exclusion,
  ComplianceFigures,
  ComplianceGroup as Group,
} from '@safe-community/contracts/cameras/v1/compliance.ts';
import { ComplianceServiceService as Compliance } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import type { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { createWakeup } from '@safe-community/ledger';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { callerWithRoles, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KYIV, type Attendances, type Patrol } from '../../test/attendance.ts';
import {
  at,
  GRACE_SECONDS,
  ISSUED,
  MONTH,
  NOW,
  openCompliance,
  POLICY,
  type ComplianceGround,
} from '../../test/compliance-ground.ts';
import type { RunningRollout } from '../../test/running-rollout.ts';
import { countComplianceJob } from './compliance.jobs.ts';

const VINNYTSKA = 'UA05000000000010236';

let ground: ComplianceGround;
let rollout: RunningRollout;
let compliance: TestClient<typeof Compliance>;
let recordings: TestClient<typeof Recordings>;
/** The head of a police unit of Vinnytska oblast. */
let head: TestClient<typeof Compliance>;
let calls: Attendances;
/** Each test has a unit of its own, with an officer who holds a camera. */
let unit: string;
beforeAll(async () => {
  const role =
    loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('police-unit-head') ?? expect.fail('no such role');
  ground = await openCompliance([{ ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) }]);
  ({ rollout, compliance, recordings, calls } = ground);
  head = testClient(Compliance, rollout.port, 'statistics');
});
afterAll(async () => {
  head.close();
  await ground.stop();
});

/** A new unit, and an officer with a camera since the first of October. */
async function newUnit(oblastCode = KYIV): Promise<Patrol> {
  const made = await ground.newUnit(oblastCode);
  ({ unit } = made);
  return made.patrol;
}

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
      await calls.attended(at(5 + index), patrol);
      await calls.recorded(patrol, at(5 + index, offset));
    }
    expect(await totalOf()).toMatchObject({ attended: 5n, counted: 5n, activated: 3n, excluded: [], recordings: 5n });
    const { incidents } = await compliance.listMissing(ofUnit());
    expect(incidents.map(({ arrivedTime }) => arrivedTime)).toEqual([at(9), at(5)]);
  });

  test('counts a recording that is uploaded late, and one that a person has linked to the incident', async () => {
    const patrol = await newUnit();
    const incidentId = await calls.attended(at(5), patrol);
    await calls.attended(at(6), patrol);
    expect(await totalOf()).toMatchObject({ counted: 2n, activated: 0n });
    await calls.recorded(patrol, at(6));
    expect(await totalOf()).toMatchObject({ counted: 2n, activated: 1n });
    const recordingId = await calls.recorded(patrol, at(5, 7_200));
    await recordings.confirmLink({ recordingId, incidentId, reason: 'за рапортом' }, { actingUser: 'olena' });
    expect(await totalOf()).toMatchObject({ activated: 2n, recordings: 2n, linked: 1n });
  });

  test('does not count the recording of another officer, or of a camera that the officer did not hold', async () => {
    const patrol = await newUnit();
    const colleague = await ground.newPatrol(unit);
    await calls.attended(at(5), patrol);
    await calls.recorded(colleague, at(5));
    await calls.recorded({ ...patrol, cameraId: colleague.cameraId }, at(5));
    expect(await totalOf()).toMatchObject({ counted: 1n, activated: 0n });
  });

  test('names each exclusion', async () => {
    const patrol = await newUnit();
    const withoutCamera = await ground.newPatrol(unit, false);
    await calls.attended(at(5), { ...patrol, isWithdrawn: true });
    await calls.attended(at(5), withoutCamera);
    await calls.attended(at(2), patrol);
    await calls.attended(new Date(ISSUED.getTime() - 1_000), patrol);
    const { excluded, ...figures } = await totalOf();
    expect(figures).toMatchObject({ attended: 4n, counted: 0n, activated: 0n });
    expect(excluded).toEqual([
      { exclusion: Exclusion.WITHDRAWN, incidents: 1n },
      { exclusion: Exclusion.NO_CAMERA, incidents: 2n },
      { exclusion: Exclusion.NO_POLICY, incidents: 1n },
    ]);
    const oblast = 'UA07000000000024379';
    await calls.attended(at(5), { oblastCode: oblast });
    await calls.attended(at(5), { oblastCode: oblast, responsibleId: randomUUID() });
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
  await calls.attended(at(5), patrol);
  // The first minutes of the day in Kyiv.
  await calls.attended(new Date('2026-10-06T21:00:00Z'), patrol);
  await calls.recorded(patrol, at(5));
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
  await calls.attended(at(5), elsewhere);
  expect((await head.getCompliance(ofUnit())).total).toMatchObject({ attended: 0n });
  expect((await head.listMissing(ofUnit())).incidents).toEqual([]);
  const patrol = await newUnit(VINNYTSKA);
  const there = { ...patrol, oblastCode: VINNYTSKA };
  const incidentId = await calls.attended(at(5), there);
  const violence = { ...there, category: IncidentCategory.DOMESTIC_VIOLENCE, responsibleId: randomUUID() };
  const sensitiveId = await calls.attended(at(5), violence);
  // Otherwise the figures less the list would be the number of sensitive incidents.
  expect((await head.getCompliance(ofUnit())).total).toMatchObject({ attended: 1n, counted: 1n, activated: 0n });
  expect((await compliance.getCompliance(ofUnit())).total).toMatchObject({ attended: 1n });
  expect((await head.listMissing(ofUnit())).incidents).toMatchObject([{ incidentId }]);
  expect((await compliance.listMissing(ofUnit())).incidents).toHaveLength(1);
  // No crew of a sensitive incident is stored: only the responsible officer, who is no patrol officer.
  const all = { ...MONTH, oblastCode: VINNYTSKA, includeExcluded: true };
  expect((await head.listMissing(all)).incidents.map((each) => each.incidentId)).toEqual([incidentId]);
  const shown = (await compliance.listMissing(all)).incidents.find((each) => each.incidentId === sensitiveId);
  expect(shown).toMatchObject({ exclusion: Exclusion.NOT_PATROL, officerId: violence.responsibleId });
  const recordingId = await calls.recorded(patrol, at(5, 7_200));
  await recordings.confirmLink(
    { recordingId, incidentId: sensitiveId, reason: 'за рапортом' },
    { actingUser: 'olena' },
  );
  expect(await totalOf()).toMatchObject({ attended: 1n, activated: 0n, recordings: 1n, linked: 0n });
});

test('missing footage says why it is not excluded, and what is nearest, page by page', async () => {
  const patrol = await newUnit();
  const incidentId = await calls.attended(at(5), patrol);
  await calls.attended(at(7), patrol);
  const nearestRecordingId = await calls.recorded(patrol, at(5, 1_000));
  await calls.recorded(patrol, at(5, 5_000));
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
      },
    ],
    nextPageToken: '',
  });
  const other = compliance.listMissing({ ...MONTH, pageSize: 1, pageToken: first.nextPageToken });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
});

test('publishes the figures of a unit and a day when they change, and only then', async () => {
  const patrol = await newUnit();
  const clock = { ...systemClock, now: () => NOW };
  const runtime = createRuntime({
    installation: 'demonstration',
    database: rollout.database,
    wakeup: createWakeup(),
    clock,
  });
  const job = countComplianceJob(runtime);
  const published = async (): Promise<ComplianceCounted[]> => {
    const events = await rollout.sql(
      `select body from ledger_event where type ~ 'compliance-counted' order by position`,
    );
    return events
      .map(({ body }) => ComplianceCounted.decode(body as Buffer))
      .filter(({ patrolUnitCode }) => patrolUnitCode === unit);
  };
  await calls.attended(at(18), patrol);
  const school = { responsibleId: patrol.officerId, category: IncidentCategory.SCHOOL_SAFETY };
  await calls.attended(at(18), school);
  await job.run(new AbortController().signal);
  await job.run(new AbortController().signal);
  expect(await published()).toMatchObject([
    { day: '2026-10-18', attended: 1, counted: 1, activated: 0, recordings: 0 },
  ]);
  const wanted = { attended: 1, counted: 1, activated: 1, recordings: 1, categorised: 0, linked: 0 };
  await calls.recorded(patrol, at(18));
  // The days before yesterday are counted by a job that has just begun.
  await countComplianceJob(runtime).run(new AbortController().signal);
  expect((await published()).at(-1)).toEqual({
    patrolUnitCode: unit,
    oblastCode: KYIV,
    day: '2026-10-18',
    ...wanted,
    complaintsWithFootage: 0,
    complaintsWithoutFootage: 0,
    countedTime: NOW,
  });
  expect(await published()).toHaveLength(2);
});
