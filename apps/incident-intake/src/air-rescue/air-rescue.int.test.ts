import { randomUUID } from 'node:crypto';
import { Aircraft, AirRescueState, AirSite, AirSiteKind } from '@safe-community/contracts/incidents/v1/air_rescue.ts';
import {
  AirRescueServiceService as AirRescues,
  RecordAirRescueProgressRequest,
  RequestAirRescueRequest,
  SetAirSiteRequest,
} from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import { IncidentCategory, type IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import * as events from '@safe-community/events';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const POINT = { latitude: 49.2331, longitude: 28.4682 };
const SITES = { baseCode: 'vinnytsia-base', landingSiteCode: 'stadium' };
/** Noon in Kyiv. */
const NOON = new Date('2026-11-20T10:00:00Z');

let now = NOON;
let intake: RunningIntake;
let air: TestClient<typeof AirRescues>;
beforeAll(async () => {
  intake = await runIntake({ clock: { ...systemClock, now: () => now } });
  air = testClient(AirRescues, intake.port);
  const set = { requestId: randomUUID(), site: base() };
  await air.setAirSite(set);
  await air.setAirSite(set);
  await air.setAirSite({ site: landing() });
  await air.setAirSite({ site: landing({ code: 'night-only', opens: '20:00', closes: '06:00', point: POINT }) });
});
afterAll(async () => {
  air.close();
  await intake.stop();
});

function base(more: Partial<AirSite> = {}): AirSite {
  return AirSite.fromPartial({
    code: SITES.baseCode,
    kind: AirSiteKind.BASE,
    hromadaCode: VINNYTSIA,
    point: { latitude: 49.24, longitude: 28.61 },
    aircraft: [Aircraft.LIGHT_HELICOPTER],
    cruisingKmh: 220,
    readinessMinutes: 15,
    ...more,
  });
}

function landing(more: Partial<AirSite> = {}): AirSite {
  const point = { latitude: 49.23, longitude: 28.46 };
  const own = {
    code: SITES.landingSiteCode,
    kind: AirSiteKind.LANDING_SITE,
    cruisingKmh: 0,
    readinessMinutes: 0,
    point,
  };
  return base({ ...own, ...more });
}

async function reported(more: Partial<IncidentReport> = {}): Promise<string> {
  return (await intake.report({ report: fire({ location: POINT, ...more }) })).incidentId;
}

test('suggests the nearest open landing site with distance and time', async () => {
  const { suggestions } = await air.suggestAirRescue({ incidentId: await reported() });
  expect(suggestions).toEqual([
    {
      ...SITES,
      aircraft: Aircraft.LIGHT_HELICOPTER,
      flightKm: expect.closeTo(10.95, 1),
      groundKm: expect.closeTo(0.69, 2),
      minutes: 18,
    },
  ]);
});

test('leads an air rescue from the request to its use, each step with its time, event, and history', async () => {
  const incidentId = await reported();
  const request = { requestId: randomUUID(), incidentId, ...SITES };
  const { airRescueId, version } = await air.requestAirRescue(request);
  expect(await air.requestAirRescue(request)).toEqual({ airRescueId, version });
  const second = air.requestAirRescue({ incidentId, ...SITES });
  expect(await refusalOf(second)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'AIR_RESCUE_UNDER_WAY' });
  const record = (state: AirRescueState) => air.recordAirRescueProgress({ incidentId, airRescueId, state });
  expect(await refusalOf(record(AirRescueState.USED))).toMatchObject({ reason: 'AIR_RESCUE_STEP_ILLEGAL' });
  await record(AirRescueState.ACCEPTED);
  await record(AirRescueState.USED);
  const { airRescues } = await air.listAirRescues({ incidentId });
  const times = { requestedTime: NOON, acceptedTime: NOON, refusedTime: undefined, usedTime: NOON };
  expect(airRescues).toEqual([{ airRescueId, state: AirRescueState.USED, ...SITES, ...times }]);
  const stored = await intake.sql('select body from ledger_event where type = $1 order by position', [
    events.airRescueProgressed.type,
  ]);
  const published = stored.map(({ body }) => events.airRescueProgressed.decode(body as Uint8Array));
  expect(published.filter((event) => event.incidentId === incidentId).map((event) => event.airRescueState)).toEqual([
    AirRescueState.REQUESTED,
    AirRescueState.ACCEPTED,
    AirRescueState.USED,
  ]);
  const history = await intake.sql('select kind from case_history where incident_id = $1 order by version', [
    incidentId,
  ]);
  expect(history.map(({ kind }) => kind)).toEqual(['air-rescue-requested', 'air-rescue-accepted', 'air-rescue-used']);
});

test('a step that is entered later has its own time, and the history has both', async () => {
  const incidentId = await reported();
  const [{ received_at: stored } = {}] = await intake.sql('select received_at from incident where incident_id = $1', [
    incidentId,
  ]);
  const received = new Date(String(stored));
  const before = (ms: number) => new Date(received.getTime() - ms);
  const late = air.requestAirRescue({ incidentId, ...SITES, requestedTime: before(1) });
  expect(await refusalOf(late)).toMatchObject({ fields: ['requested_time'] });
  const future = air.requestAirRescue({ incidentId, ...SITES, requestedTime: before(-3_600_000) });
  expect(await refusalOf(future)).toMatchObject({ fields: ['requested_time'] });
  now = new Date(received.getTime() + 1_800_000);
  onTestFinished(() => void (now = NOON));
  const minute = (count: number) => new Date(received.getTime() + count * 60_000);
  const { airRescueId } = await air.requestAirRescue({ incidentId, ...SITES, requestedTime: minute(5) });
  const record = (state: AirRescueState, progressTime: Date | undefined) =>
    air.recordAirRescueProgress({ incidentId, airRescueId, state, progressTime });
  expect(await refusalOf(record(AirRescueState.ACCEPTED, minute(4)))).toMatchObject({ fields: ['progress_time'] });
  expect(await refusalOf(record(AirRescueState.ACCEPTED, minute(40)))).toMatchObject({ fields: ['progress_time'] });
  await record(AirRescueState.ACCEPTED, minute(6));
  await record(AirRescueState.REFUSED, undefined);
  const earlier = air.requestAirRescue({ incidentId, ...SITES, requestedTime: minute(7) });
  expect(await refusalOf(earlier)).toMatchObject({ fields: ['requested_time'] });
  expect((await air.listAirRescues({ incidentId })).airRescues).toMatchObject([
    { requestedTime: minute(5), acceptedTime: minute(6), refusedTime: minute(30) },
  ]);
  const history = await intake.sql(
    'select happened_at, recorded_at from case_history where incident_id = $1 order by version',
    [incidentId],
  );
  const times = history.map((entry) => [entry['happened_at'], entry['recorded_at']].map((at) => new Date(String(at))));
  expect(times).toEqual([
    [minute(5), minute(30)],
    [minute(6), minute(30)],
    [minute(30), minute(30)],
  ]);
});

test('refuses it for incidents without an open point, sensitive ones included, and for those that have ended', async () => {
  const unknown = { code: 'FAILED_PRECONDITION', reason: 'POINT_UNKNOWN' };
  for (const more of [{ location: undefined }, fire({ category: IncidentCategory.SCHOOL_SAFETY, location: POINT })]) {
    const incidentId = await reported(more);
    expect(await refusalOf(air.suggestAirRescue({ incidentId }))).toMatchObject(unknown);
    expect(await refusalOf(air.requestAirRescue({ incidentId, ...SITES }))).toMatchObject(unknown);
    expect((await air.listAirRescues({ incidentId })).airRescues).toEqual([]);
  }
  const incidentId = await reported();
  const course = courseCalls(intake);
  await course.reject(incidentId);
  course.end();
  expect(await refusalOf(air.requestAirRescue({ incidentId, ...SITES }))).toMatchObject({ reason: 'STEP_ILLEGAL' });
});

test.each<[string, Partial<AirSite> | undefined]>([
  ['site', undefined],
  ['site.kind', { kind: 0 }],
  ['site.point', { point: undefined }],
  ['site.point', { point: { latitude: 52.2, longitude: 21 } }],
  ['site.aircraft', { aircraft: [77 as never] }],
  ['site.hromada_code', { hromadaCode: 'UA05020030000031450' }],
  ['site.opens', { opens: '25:00', closes: '06:00' }],
])('rejects a site with an invalid %s', async (field, change) => {
  const refused = air.setAirSite(change === undefined ? {} : { site: base(change) });
  expect(await refusalOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('a site keeps its kind; unknown sites, incidents, and rescues are not found', async () => {
  const other = air.setAirSite({ site: landing({ code: SITES.baseCode }) });
  expect(await refusalOf(other)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SITE_KIND_FIXED' });
  const incidentId = await reported();
  const [state, airRescueId] = [AirRescueState.ACCEPTED, randomUUID()];
  for (const call of [
    () => air.requestAirRescue({ incidentId, ...SITES, baseCode: 'nowhere' }),
    () => air.recordAirRescueProgress({ incidentId, airRescueId, state }),
    () => air.suggestAirRescue({ incidentId: randomUUID() }),
    () => air.listAirRescues({ incidentId: randomUUID() }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  }
  const requested = air.recordAirRescueProgress({ incidentId, airRescueId, state: AirRescueState.REQUESTED });
  expect(await refusalOf(requested)).toMatchObject({ fields: ['state'] });
});

test('lists sites page by page', async () => {
  const first = await air.listAirSites({ pageSize: 2 });
  const rest = await air.listAirSites({ pageSize: 2, pageToken: first.nextPageToken });
  expect([...first.sites, ...rest.sites].map(({ code }) => code)).toEqual(['night-only', 'stadium', 'vinnytsia-base']);
  expect((await air.listAirSites({ kind: AirSiteKind.BASE })).sites).toEqual([base()]);
  for (const bad of [
    { pageSize: 501 },
    { kind: 77 as never },
    { kind: AirSiteKind.BASE, pageToken: first.nextPageToken },
  ]) {
    expect(await refusalOf(air.listAirSites(bad))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
});

test('the audit has every write', async () => {
  const subject = (_: unknown, { incidentId }: { readonly incidentId: string }) => [incidentId];
  const request = async () => RequestAirRescueRequest.fromPartial({ incidentId: await reported(), ...SITES });
  const progress = async () => {
    const { incidentId } = await request();
    const { airRescueId } = await air.requestAirRescue({ incidentId, ...SITES });
    return RecordAirRescueProgressRequest.fromPartial({ incidentId, airRescueId, state: AirRescueState.REFUSED });
  };
  const site = async () => SetAirSiteRequest.fromPartial({ site: base() });
  await expectAudited(
    intake,
    auditedWrite(AirRescues.setAirSite, site, () => [`air-site-${SITES.baseCode}`]),
  );
  await expectAudited(intake, auditedWrite(AirRescues.requestAirRescue, request, subject));
  await expectAudited(intake, auditedWrite(AirRescues.recordAirRescueProgress, progress, subject));
});
