import { randomUUID } from 'node:crypto';
import { IncidentWithdrawn } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  IncidentCategory,
  IncidentState,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { casualties, fire, header, row, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let calls: FollowUpCalls;
let plain: FollowUpCalls;
beforeAll(async () => {
  intake = await runIntake();
  calls = followUpCalls(intake);
  plain = followUpCalls(intake, 'statistics');
});
afterAll(async () => {
  calls.close();
  plain.close();
  await intake.stop();
});

const { DOMESTIC_VIOLENCE, GAS, INFRASTRUCTURE } = IncidentCategory;
const report = async (more: Partial<IncidentReport> = {}): Promise<string> =>
  (await intake.report({ report: fire(more.location === undefined ? more : { hromadaCode: '', ...more }) })).incidentId;

/** Each test uses its own place. */
let places = 0;
const somewhere = () => ({ latitude: 49 + ++places / 25, longitude: 28.45 });
const north = (from: { latitude: number; longitude: number }, metres: number) => ({
  ...from,
  latitude: from.latitude + metres / 111_195,
});

test('suggests other reports of the same fire, nearest first, with distance and time between them', async () => {
  const place = somewhere();
  const occurredTime = new Date(Date.now() - 600_000);
  const one = await report({ location: place, occurredTime });
  const far = await report({ location: north(place, 600), occurredTime });
  const near = await report({ location: north(place, 100), occurredTime: new Date(occurredTime.getTime() + 60_000) });
  await report({ location: north(place, 2_500), occurredTime });
  await report({ location: place, category: GAS, attributes: fire({ category: GAS }).attributes, occurredTime });
  await report({ location: place, occurredTime: new Date(Date.now() - 8 * 3_600_000) });
  const aTest = await report({ location: place, occurredTime });
  await intake.sql('update incident set is_test = true where incident_id = $1', [aTest]);
  const likely = await calls.suggest(one);
  expect(likely.map(({ incidentId }) => incidentId)).toEqual([near, far]);
  expect(likely[0]).toMatchObject({ apartSeconds: 60, state: IncidentState.RECEIVED });
  expect(likely[0]?.distanceMetres).toBeCloseTo(100, 0);
  expect(likely[0]?.score).toBeGreaterThan(likely[1]?.score ?? 1);
  expect(likely[0]?.receivedTime).toBeInstanceOf(Date);
  expect((await calls.suggest(far)).map(({ incidentId }) => incidentId)).toContain(one);
  expect(await calls.suggest(one, { leastScore: 0.99 })).toEqual([]);
});

test('finds a duplicate across a hromada border, and by its asset number wherever its point is', async () => {
  const border = { latitude: 49.2, longitude: 28.4435 };
  const one = await report({ location: border, hromadaCode: VINNYTSIA });
  const neighbour = await report({ location: north(border, 50), hromadaCode: 'UA05020010000053508' });
  expect((await calls.suggest(one)).map(({ incidentId }) => incidentId)).toEqual([neighbour]);
  const lamp = [
    { name: 'infrastructure_kind', value: 'street_light' },
    { name: 'object_code', value: 'A-17' },
  ];
  const place = { latitude: 49.2331, longitude: 28.4682 };
  const post = { category: INFRASTRUCTURE, attributes: lamp, hromadaCode: VINNYTSIA };
  const first = await report({ ...post, location: place });
  const second = await report({ ...post, location: north(place, 900) });
  expect((await calls.suggest(first)).map(({ incidentId }) => incidentId)).toEqual([second]);
});

test('finds a duplicate across an oblast border in both directions: Kyiv and a neighbouring village', async () => {
  const border = { latitude: 50.43, longitude: 30.3625 };
  const inTown = await report({ location: border, hromadaCode: 'UA80000000000093317' });
  const beyond = await report({ location: north(border, 50), hromadaCode: 'UA32080050000052660' });
  expect((await calls.suggest(inTown)).map(({ incidentId }) => incidentId)).toEqual([beyond]);
  expect((await calls.suggest(beyond)).map(({ incidentId }) => incidentId)).toEqual([inTown]);
});

test('finds a duplicate even if the report arrived six days after the event', async () => {
  const sixDaysAgo = new Date(Date.now() - 6 * 24 * 3_600_000);
  const event = { location: somewhere(), occurredTime: sixDaysAgo, hromadaCode: '' };
  const externalId = `call-${randomUUID()}`;
  await intake.send([
    header(randomUUID(), 'in-time'),
    row(1, { externalId, receivedTime: sixDaysAgo, report: fire(event) }),
  ]);
  const [stored] = await intake.sql('select incident_id from incident where external_id = $1', [externalId]);
  const [early, late] = [String(stored?.['incident_id']), await report(event)];
  expect((await calls.suggest(early)).map(({ incidentId }) => incidentId)).toEqual([late]);
  expect((await calls.suggest(late)).map(({ incidentId }) => incidentId)).toEqual([early]);
});

test('without a point it compares place names, and leaves the distance unset', async () => {
  const [one, other] = [await report({ category: GAS }), await report({ category: GAS })];
  const [found] = await calls.suggest(one, { leastScore: 0.4 });
  expect(found).toMatchObject({ incidentId: other, distanceMetres: -1 });
});

test('suggests the 50 likeliest of many candidates', async () => {
  const location = somewhere();
  const one = await report({ location });
  await report({ location: north(location, 300) });
  await multiply(one, 600);
  const likely = await calls.suggest(one);
  expect(likely).toHaveLength(50);
  expect(likely.every(({ distanceMetres }) => distanceMetres === 0)).toBe(true);
  expect(likely.map(({ score }) => score)).toEqual(likely.map(({ score }) => score).toSorted((a, b) => b - a));
});

test('suggests neither rejected incidents nor duplicates', async () => {
  const location = somewhere();
  const [one, rejected, duplicate] = [
    await report({ location }),
    await report({ location }),
    await report({ location }),
  ];
  await calls.reject(rejected);
  await calls.merge(duplicate, one);
  expect(await calls.suggest(one)).toEqual([]);
});

test('compares sensitive incidents by their encrypted points, for entitled callers, and records each read', async () => {
  const location = somewhere();
  const violence = { category: DOMESTIC_VIOLENCE, attributes: fire({ category: DOMESTIC_VIOLENCE }).attributes };
  const one = await report({ ...violence, location });
  const other = await report({ ...violence, location: north(location, 20) });
  await report({ ...violence, location: north(location, 900) });
  const likely = await calls.suggest(one);
  expect(likely.map(({ incidentId }) => incidentId)).toEqual([other]);
  expect(likely[0]?.distanceMetres).toBeCloseTo(20, 0);
  const end = endOfCase(intake);
  for (const incidentId of [one, other]) {
    const { reads } = await end.sensitiveReads({ incidentId });
    expect(reads.map(({ method, reason }) => [method, reason])).toEqual([
      ['safecommunity.incidents.v1.DuplicateService/SuggestDuplicates', 'перевірка'],
    ]);
  }
  end.close();
  expect(await transactionsOf([one, other])).toHaveLength(1);
  expect(await refusalOf(calls.suggest(one, { reason: '' }))).toMatchObject({ fields: ['reason'] });
  const denied = { code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' };
  expect(await refusalOf(plain.suggest(one))).toMatchObject(denied);
  expect(await refusalOf(plain.merge(one, other))).toMatchObject(denied);
});

test('a merge keeps both reports and reporters, and the duplicate is no longer counted or due', async () => {
  const teller = { fullName: 'Марія Ковальчук', phone: '+380671112233' };
  const hurt = casualties({ killed: 1, injured: 2 });
  const primary = await report({ description: 'перший' });
  const { incidentId: duplicate, trackingToken } = await intake.report({
    report: fire({ description: 'другий', reporter: teller, casualties: hurt }),
  });
  await calls.add(trackingToken, 'ще горить');
  const { standing, primaryStanding } = await calls.merge(duplicate, primary, {
    expectedVersion: 2,
    reason: 'та сама',
  });
  expect(standing).toMatchObject({
    incidentId: duplicate,
    state: IncidentState.DUPLICATE,
    version: 3,
    legalStates: [],
  });
  expect(standing?.dueTime).toBeUndefined();
  expect(primaryStanding).toMatchObject({ incidentId: primary, state: IncidentState.RECEIVED, version: 2 });
  const { incident } = await intake.get(primary);
  expect(incident?.mergedReports).toMatchObject([
    { incidentId: duplicate, description: 'другий', reporter: teller, additions: [{ text: 'ще горить' }] },
  ]);
  expect((await intake.get(duplicate)).incident).toMatchObject({ mergedIntoIncidentId: primary, mergedReports: [] });
  expect((await calls.history(duplicate)).at(-1)).toMatchObject({
    kind: 'merged-into',
    reason: 'та сама',
    details: { primary_incident_id: primary },
  });
  expect((await calls.history(primary)).at(-1)).toMatchObject({
    kind: 'duplicate-added',
    details: { duplicate_incident_id: duplicate },
  });
  const [withdrawn] = await eventsOf(duplicate, 'incident-withdrawn');
  expect(withdrawn && IncidentWithdrawn.decode(withdrawn)).toMatchObject({
    primaryIncidentId: primary,
    casualties: hurt,
  });
});

test('an unmerge restores the former state, which is counted and due again', async () => {
  const [primary, duplicate] = [await report(), await report()];
  await calls.merge(duplicate, primary);
  const { standing, primaryStanding } = await calls.unmerge(duplicate.toUpperCase(), { reason: 'різні' });
  expect(standing).toMatchObject({ state: IncidentState.RECEIVED, version: 3 });
  expect(standing?.dueTime).toBeInstanceOf(Date);
  expect(primaryStanding).toMatchObject({ incidentId: primary, version: 3 });
  expect((await intake.get(primary)).incident?.mergedReports).toEqual([]);
  expect((await calls.history(duplicate)).at(-1)).toMatchObject({ kind: 'unmerged' });
  expect((await calls.history(primary)).at(-1)).toMatchObject({ kind: 'duplicate-removed' });
  expect(await eventsOf(duplicate, 'incident-restored')).toHaveLength(1);
});

test('rejects an impossible merge with its reason and changes nothing', async () => {
  const [a, b, c, gas, rejected] = [
    await report(),
    await report(),
    await report(),
    await report({ category: GAS, attributes: fire({ category: GAS }).attributes }),
    await report(),
  ];
  await calls.merge(a, b);
  await calls.reject(rejected);
  const before = await intake.counts();
  const refused = async (duplicate: string, primary: string): Promise<string> =>
    (await refusalOf(calls.merge(duplicate, primary))).reason;
  expect(await refused(b, c)).toBe('HAS_DUPLICATES');
  expect(await refused(a, c)).toBe('STEP_ILLEGAL');
  expect(await refused(c, a)).toBe('STEP_ILLEGAL');
  expect(await refused(c, rejected)).toBe('STEP_ILLEGAL');
  expect(await refused(rejected, c)).toBe('STEP_ILLEGAL');
  expect(await refused(c, gas)).toBe('CATEGORIES_DIFFER');
  expect(await refusalOf(calls.unmerge(c))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STEP_ILLEGAL' });
  expect(await refusalOf(calls.unmerge(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(calls.merge(c, randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(calls.merge(randomUUID(), c))).toMatchObject({ code: 'NOT_FOUND' });
  const stale = await refusalOf(calls.merge(c, b, { expectedVersion: 7 }));
  expect(stale).toMatchObject({ code: 'ABORTED', reason: 'VERSION_CHANGED' });
  expect(await intake.counts()).toEqual(before);
});

test('rejects invalid input by field', async () => {
  const id = randomUUID();
  const fieldsOf = async (call: Promise<unknown>) => (await refusalOf(call)).fields;
  expect(await fieldsOf(calls.merge(id, id.toUpperCase()))).toEqual(['primary_incident_id']);
  expect(await fieldsOf(calls.merge('1', '2', { requestId: '3' }))).toEqual([
    'request_id',
    'duplicate_incident_id',
    'primary_incident_id',
  ]);
  expect(await fieldsOf(calls.merge(id, randomUUID(), { reason: 'я'.repeat(501) }))).toEqual(['reason']);
  expect(await fieldsOf(calls.unmerge('1', { reason: '\u200b' }))).toEqual(['incident_id', 'reason']);
  for (const leastScore of [-0.1, 1.1, Number.NaN]) {
    expect(await fieldsOf(calls.suggest(id, { leastScore }))).toEqual(['least_score']);
  }
  expect(await refusalOf(calls.suggest(id))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a repeated request returns the first answer; with another body it is rejected', async () => {
  const [primary, duplicate] = [await report(), await report()];
  const requestId = randomUUID();
  const first = await calls.merge(duplicate, primary, { requestId });
  expect(await calls.merge(duplicate, primary, { requestId })).toEqual(first);
  expect(await refusalOf(calls.merge(primary, duplicate, { requestId }))).toMatchObject({ code: 'ALREADY_EXISTS' });
});

test('of two concurrent merges into each other, one succeeds, whichever is first', async () => {
  const pairs = await Promise.all(Array.from({ length: 8 }, () => Promise.all([report(), report()])));
  const outcomes = await Promise.all(pairs.map(([a, b]) => Promise.allSettled([calls.merge(a, b), calls.merge(b, a)])));
  for (const both of outcomes) {
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of both)
      if (each.status === 'rejected') expect(String(each.reason)).toContain('FAILED_PRECONDITION');
  }
});

/** More copies of the same incident, each a second later. */
async function multiply(incidentId: string, times: number): Promise<void> {
  await intake.sql(
    `insert into incident select (jsonb_populate_record(i, jsonb_build_object(
         'incident_id', overlay(gen_random_uuid()::text placing left(i.incident_id::text, 13) from 1),
         'occurred_at', i.occurred_at + make_interval(secs => number)))).*
     from incident i, generate_series(1, $2) as number where incident_id = $1`,
    [incidentId, times],
  );
}

/** The callers for which reads of incidents were recorded. */
function transactionsOf(incidentIds: readonly string[]) {
  return intake.sql('select distinct xmin::text from sensitive_read where incident_id = any ($1)', [incidentIds]);
}

async function eventsOf(incidentId: string, name: string): Promise<Buffer[]> {
  const found = await intake.sql('select body from ledger_event where type like $1', [`%.${name}`]);
  return found.map(({ body }) => body as Buffer).filter((body) => body.includes(incidentId));
}
