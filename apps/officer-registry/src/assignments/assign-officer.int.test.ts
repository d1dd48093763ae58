import { randomUUID } from 'node:crypto';
import { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { hromadas } from '@safe-community/territory';
import { AssignmentServiceService } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, WITHOUT_GUARANTEE, type RunningRegistry } from '../../test/running-registry.ts';

const DISTRICT = '0520655500';
const DISTRICT_OF_BARSKA = '0520680500';
/** Some 17,000 people. */
const SMALL = 'UA05020050000066991';
const DISTRICT_OF_SMALL = '0520681400';
const KYIV = 'UA80000000000093317';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());
beforeEach(() => registry.sql('delete from beat_assignment'));

test('assigns an officer as the primary of a hromada, publishes it and shows it with the officer', async () => {
  const officerId = await register();
  const { assignment } = await registry.client.assignOfficer({ officerId });
  expect(assignment).toMatchObject({ beat: beat(VINNYTSIA), role: AssignmentRole.PRIMARY });
  expect((await registry.client.getOfficer(officerId)).officer?.assignments).toEqual([assignment]);
  const [event] = await registry.sql(
    `select subject, body from ledger_event where ${WITHOUT_GUARANTEE} order by position desc limit 1`,
  );
  expect(event?.['subject']).toBe(`safecommunity.officers.v1.officer-assigned.${VINNYTSKA_OBLAST}.${VINNYTSIA}`);
  expect(OfficerAssigned.decode(event?.['body'] as Buffer)).toEqual({
    officerId,
    beat: beat(VINNYTSIA),
    role: AssignmentRole.PRIMARY,
    state: OfficerState.ACTIVE,
    oblastCode: VINNYTSKA_OBLAST,
    assignedTime: assignment?.assignedTime,
    assignmentId: assignment?.assignmentId,
    beatId: assignment?.beatId,
    deputyOrder: 0,
    endTime: undefined,
  });
});

test('denies to take an officer from a beat outside the territory of the scope', async () => {
  const own = hromadas().find(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST)?.code ?? '';
  const foreign = hromadas().findLast(({ oblastCode }) => oblastCode !== VINNYTSKA_OBLAST)?.code ?? '';
  const create = async (hromadaCode: string) =>
    (await registry.client.createBeat({ hromadaCode, name: 'Дільниця' })).beat?.beatId ?? '';
  const [from, to] = [await create(foreign), await create(own)];
  const officerId = await register();
  const { assignment } = await registry.client.assignOfficer({ beatId: from, officerId });
  const local = testClient(AssignmentServiceService, registry.port, 'statistics');
  expect(await refusalOf(local.transferOfficer({ officerId, beatId: to }))).toMatchObject({
    code: 'PERMISSION_DENIED',
    reason: 'OUTSIDE_TERRITORY',
  });
  local.close();
  const { assignments } = await registry.client.listAssignments({ officerId });
  expect(assignments).toEqual([assignment]);
});

test('the same request gets the same answer and makes one assignment', async () => {
  const request = { requestId: randomUUID(), officerId: await register() };
  const first = await registry.client.assignOfficer(request);
  const before = await registry.rowCount();
  expect(await registry.client.assignOfficer(request)).toEqual(first);
  expect(await registry.rowCount()).toBe(before);
  const refusal = await refusalOf(registry.client.assignOfficer({ ...request, role: AssignmentRole.DEPUTY }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('another request for an existing assignment gets the same answer and publishes nothing', async () => {
  const officerId = await register();
  const first = await registry.client.assignOfficer({ officerId });
  const events = await eventCount();
  expect(await registry.client.assignOfficer({ officerId })).toEqual(first);
  expect(await eventCount()).toBe(events);
});

test('a deputy becomes the primary of the beat, with one assignment', async () => {
  const officerId = await register();
  await registry.client.assignOfficer({ officerId, role: AssignmentRole.DEPUTY });
  await registry.client.assignOfficer({ officerId });
  expect((await registry.client.getOfficer(officerId)).officer?.assignments).toMatchObject([
    { role: AssignmentRole.PRIMARY },
  ]);
});

test.each([
  ['a district of a large hromada', beat(VINNYTSIA, DISTRICT)],
  ['a small hromada', beat(SMALL)],
  ['a city with special status', beat(KYIV)],
])('%s is a beat', async (_, place) => {
  const { assignment } = await registry.client.assignOfficer({ officerId: await register(), beat: place });
  expect(assignment?.beat).toEqual(place);
});

test('names the reason that forbids an assignment', async () => {
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const patrol = await register({ kind: OfficerKind.PATROL, patrolUnitCode });
  const trainee = await register({ state: OfficerState.TRAINING });
  const free = await register();
  const primary = await register();
  await registry.client.assignOfficer({ officerId: primary });
  const before = await registry.rowCount();
  const attempts = [
    ['OFFICER_NOT_ASSIGNABLE', patrol, beat(SMALL)],
    ['OFFICER_NOT_ASSIGNABLE', trainee, beat(SMALL)],
    ['HROMADA_NOT_LARGE', free, beat(SMALL, DISTRICT_OF_SMALL)],
    ['BEAT_TAKEN', free, beat(VINNYTSIA)],
    ['OFFICER_HAS_BEAT', primary, beat(SMALL)],
  ] as const;
  for (const [reason, officerId, place] of attempts) {
    const refusal = await refusalOf(registry.client.assignOfficer({ officerId, beat: place }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason, preconditions: [reason] });
  }
  expect(await registry.rowCount()).toBe(before);
});

test('does not find an unknown officer', async () => {
  const call = registry.client.assignOfficer({ officerId: randomUUID() });
  expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['request_id', { requestId: 'x' }],
  ['officer_id', { officerId: 'x' }],
  ['beat.hromada_code', { beat: undefined }],
  ['beat.hromada_code', { beat: beat('UA05020030000031458') }],
  ['beat.hromada_code', { beat: beat(VINNYTSKA_OBLAST) }],
  ['beat.starosta_district_code', { beat: beat(VINNYTSIA, DISTRICT_OF_BARSKA) }],
  ['beat.starosta_district_code', { beat: beat(VINNYTSIA, '0000000000') }],
  ['beat.starosta_district_code', { beat: beat(VINNYTSIA, '\u0000') }],
  ['role', { role: AssignmentRole.UNSPECIFIED }],
  ['role', { role: 99 as never }],
])('rejects a bad %s by name and changes nothing', async (field, given) => {
  const officerId = await register();
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.assignOfficer({ officerId, ...given }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await registry.rowCount()).toBe(before);
});

test('denies a caller without the scope', async () => {
  expect(await refusalOf(registry.unprivileged.assignOfficer({}))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('of twenty officers assigned as the primary of a beat at once, one becomes it', async () => {
  const officers = await Promise.all(Array.from({ length: 20 }, () => register()));
  const results = await Promise.all(officers.map((officerId) => resultOf({ officerId })));
  expect(results.toSorted()).toEqual([...Array<string>(19).fill('BEAT_TAKEN'), 'done']);
  expect(await registry.sql('select officer_id from beat_assignment')).toHaveLength(1);
});

test('when twenty requests ask for the same assignment at once, it happens once', async () => {
  const officerId = await register();
  const events = Number(await eventCount());
  const answers = await Promise.all(Array.from({ length: 20 }, () => registry.client.assignOfficer({ officerId })));
  expect(new Set(answers.map(({ assignment }) => assignment?.assignedTime?.getTime())).size).toBe(1);
  expect(Number(await eventCount())).toBe(events + 1);
});

test('an officer assigned as the primary of twenty beats at once becomes the primary of one', async () => {
  const officerId = await register();
  const beats = hromadas()
    .slice(0, 20)
    .map(({ code }) => beat(code));
  const results = await Promise.all(beats.map((each) => resultOf({ officerId, beat: each })));
  expect(results.toSorted()).toEqual([...Array<string>(19).fill('OFFICER_HAS_BEAT'), 'done']);
  expect(await registry.sql('select officer_id from beat_assignment')).toHaveLength(1);
});

async function register(given: Parameters<RunningRegistry['client']['registerOfficer']>[0] = {}): Promise<string> {
  const { officerId } = await registry.client.registerOfficer(given);
  return officerId;
}

/** "done", or the reason of the refusal. */
async function resultOf(given: Parameters<RunningRegistry['client']['assignOfficer']>[0]): Promise<string> {
  const call = registry.client.assignOfficer(given);
  return call.then(
    () => 'done',
    async () => (await refusalOf(call)).reason,
  );
}

async function eventCount(): Promise<unknown> {
  const [found] = await registry.sql(`select count(*) from ledger_event where ${WITHOUT_GUARANTEE}`);
  return found?.['count'];
}
