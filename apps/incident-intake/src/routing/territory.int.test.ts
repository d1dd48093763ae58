import { randomUUID } from 'node:crypto';
import { BUILT_IN_POLICY, loadPolicy, type Role } from '@safe-community/security/policy';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { allScopes, declaredScopes, type Caller } from '@safe-community/grpc-kit';
import { callerWithRoles, eventually, refusalOf, testCaller } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { endOfCase, PROTOCOL } from '../../test/end-of-case.ts';
import { followUpCalls } from '../../test/follow-up-calls.ts';
import { casualties, fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { openWatch } from '../../test/open-watch.ts';
import { runIntake, type From, type RunningIntake } from '../../test/running-intake.ts';
import { violenceClient } from '../../test/violence-client.ts';

const { DOMESTIC_VIOLENCE, FIRE, PUBLIC_ORDER } = IncidentCategory;
/** Another hromada of the same oblast, and one of another oblast. */
const BARSKA = 'UA05020010000053508';
const KYIV = 'UA80000000000093317';

const POLICY = loadPolicy(BUILT_IN_POLICY, declaredScopes());

function holding(name: string, role: string, territory: readonly string[]): [string, Caller] {
  const held: Role | undefined = POLICY.roles.get(role);
  if (held === undefined) throw new Error(`no role ${role}`);
  return [name, { ...callerWithRoles(name, [held]), territory: new Set(territory) }];
}

let intake: RunningIntake;
/** `statistics` is an officer of Vinnytsia here, `nats` a rescuer of its oblast. */
const OFFICER: From = 'statistics';
const RESCUER: From = 'nats';
beforeAll(async () => {
  const known = new Map([
    ['client', testCaller('client', allScopes())],
    holding(OFFICER, 'community-officer', [VINNYTSIA]),
    holding(RESCUER, 'ses', [VINNYTSIA_OBLAST]),
  ]);
  intake = await runIntake({}, known);
});
afterAll(() => intake.stop());

async function reportIn(hromadaCode: string, category: IncidentCategory = FIRE): Promise<string> {
  const report = fire({ hromadaCode, category, location: undefined });
  return (await intake.report({ report })).incidentId;
}

const OUTSIDE = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };

describe('an officer of a hromada', () => {
  test('reads incidents of the hromada, and of other places not even the category', async () => {
    const [own, other] = [await reportIn(VINNYTSIA), await reportIn(BARSKA)];
    expect((await intake.get(own, OFFICER)).incident).toMatchObject({ hromadaCode: VINNYTSIA });
    expect(await refusalOf(intake.get(other, OFFICER))).toMatchObject(OUTSIDE);
    const sensitive = await reportIn(BARSKA, DOMESTIC_VIOLENCE);
    expect(await refusalOf(intake.get(sensitive, OFFICER))).toMatchObject(OUTSIDE);
    expect((await endOfCase(intake).sensitiveReads({ incidentId: sensitive })).reads).toEqual([]);
  });

  test('lists incidents of the hromada, page by page, whatever the filter asks for', async () => {
    const hromadas = [VINNYTSIA, BARSKA, VINNYTSIA, KYIV, VINNYTSIA];
    const reported: string[] = [];
    for (const hromada of hromadas) reported.push(await reportIn(hromada, PUBLIC_ORDER));
    const own = reported.filter((_, index) => hromadas[index] === VINNYTSIA).toReversed();
    const asked = { category: PUBLIC_ORDER, pageSize: 2 };
    const first = await intake.list(asked, OFFICER);
    const second = await intake.list({ ...asked, pageToken: first.nextPageToken }, OFFICER);
    const listed = [...first.incidents, ...second.incidents].map(({ incidentId }) => incidentId);
    expect(listed).toEqual(own);
    expect(second.nextPageToken).toBe('');
    for (const filter of [{ hromadaCode: BARSKA }, { oblastCode: KYIV }, { hromadaCode: KYIV }]) {
      expect((await intake.list(filter, OFFICER)).incidents).toEqual([]);
    }
    const ofOblast = await intake.list({ oblastCode: VINNYTSIA_OBLAST, category: PUBLIC_ORDER }, OFFICER);
    expect(ofOblast.incidents.map(({ incidentId }) => incidentId)).toEqual(own);
  });

  test('watches incidents of the hromada', async () => {
    const watch = openWatch(intake.port, {}, OFFICER);
    await eventually(() => expect(watch.tokens.length).toBeGreaterThan(0));
    await reportIn(BARSKA);
    const own = await reportIn(VINNYTSIA, DOMESTIC_VIOLENCE);
    await eventually(() => expect(watch.changes.map(({ incidentId }) => incidentId)).toEqual([own]));
    watch.close();
  });

  test('can neither change nor read anything of another place by any method', async () => {
    const [own, other] = [await reportIn(VINNYTSIA), await reportIn(BARSKA)];
    const violence = await reportIn(BARSKA, DOMESTIC_VIOLENCE);
    const before = await intake.counts();
    const course = courseCalls(intake, OFFICER);
    const duplicates = followUpCalls(intake, OFFICER);
    const sanctions = endOfCase(intake, OFFICER);
    const victims = violenceClient(intake, OFFICER);
    const refused = [
      () => course.triage(other),
      () => course.dispatch(other),
      () => course.resolve(other),
      () => course.close(other),
      () => course.reject(other),
      () => course.reopen(other),
      () => course.correct(other, { casualties: casualties({ injured: 1 }) }),
      () => course.history(other, { reason: 'перевірка' }),
      () => duplicates.suggest(other),
      () => duplicates.merge(other, own),
      () => duplicates.merge(own, other),
      () => duplicates.unmerge(other),
      () => sanctions.record(other, PROTOCOL),
      () => sanctions.revoke(other, randomUUID()),
      () => sanctions.outcomes(other, 'перевірка'),
      () => victims.recordCase(violence),
      () => victims.getCase(violence),
      () => victims.assessRisk(violence),
      () => victims.issueProtectionOrder(violence),
      () => victims.extendByCourt(violence, randomUUID()),
      () => victims.referVictim(violence),
      () => victims.acceptReferral(violence, randomUUID()),
      () => victims.planVisit(violence, new Date(Date.now() + 3_600_000)),
      () => victims.recordVisit(violence, randomUUID()),
    ];
    for (const call of refused) {
      const { code, reason } = await refusalOf(call());
      expect({ call: String(call), code, reason }).toEqual({ call: String(call), ...OUTSIDE });
    }
    expect(await intake.counts()).toEqual(before);
    course.end();
    for (const calls of [duplicates, sanctions, victims]) calls.close();
  });

  test('can report incidents of any place', async () => {
    const report = fire({ hromadaCode: KYIV, location: undefined });
    expect((await intake.report({ report }, OFFICER)).incidentId).not.toBe('');
  });

  test('gets no likely duplicates in other places', async () => {
    const location = { latitude: 49.2331, longitude: 28.4682 };
    const reportHere = async (): Promise<string> =>
      (await intake.report({ report: fire({ hromadaCode: VINNYTSIA, location }) })).incidentId;
    const [own, near, beyond] = [await reportHere(), await reportHere(), await reportHere()];
    await intake.sql(`update incident set hromada_code = $2 where incident_id = $1`, [beyond, BARSKA]);
    const calls = followUpCalls(intake, OFFICER);
    const told = (await calls.suggest(own)).map(({ incidentId }) => incidentId);
    expect(told).toContain(near);
    const everything = (await followUpCalls(intake).suggest(own)).map(({ incidentId }) => incidentId);
    expect(everything.length).toBeGreaterThan(told.length);
    calls.close();
  });
});

describe('a rescuer of an oblast', () => {
  test('sees fires in the whole oblast, and no category that the role does not name', async () => {
    const fires = [await reportIn(BARSKA), await reportIn(VINNYTSIA)];
    const order = await reportIn(VINNYTSIA, PUBLIC_ORDER);
    for (const incidentId of fires) expect((await intake.get(incidentId, RESCUER)).incident?.category).toBe(FIRE);
    expect(await refusalOf(intake.get(order, RESCUER))).toMatchObject({ reason: 'CATEGORY_NOT_GRANTED' });
    expect(await refusalOf(intake.get(await reportIn(KYIV), RESCUER))).toMatchObject(OUTSIDE);
    const { incidents } = await intake.list({ pageSize: 500 }, RESCUER);
    expect(incidents.map(({ incidentId }) => incidentId)).toEqual(expect.arrayContaining(fires));
    expect(new Set(incidents.map(({ category }) => category))).toEqual(new Set([FIRE]));
  });
});

test('lists due visits in the caller’s territory only', async () => {
  const everybody = violenceClient(intake);
  for (const hromada of [VINNYTSIA, BARSKA]) {
    const incidentId = await reportIn(hromada, DOMESTIC_VIOLENCE);
    await everybody.recordCase(incidentId);
    await everybody.planVisit(incidentId, new Date(Date.now() + 60_000));
  }
  const dueBefore = new Date(Date.now() + 3_600_000);
  const officer = violenceClient(intake, OFFICER);
  const of = async (calls: typeof officer, hromadaCode = '') =>
    (await calls.listDueVisits({ dueBefore, hromadaCode })).visits.map((visit) => visit.hromadaCode);
  expect((await of(everybody)).toSorted()).toEqual([BARSKA, VINNYTSIA].toSorted());
  expect(await of(officer)).toEqual([VINNYTSIA]);
  expect(await of(officer, BARSKA)).toEqual([]);
  expect(await of(everybody, BARSKA)).toEqual([BARSKA]);
});
