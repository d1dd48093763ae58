import { randomUUID } from 'node:crypto';
import {
  AssignmentEndReason,
  AssignmentRole,
  OfficerKind,
  OfficerState,
  type Assignment,
} from '@safe-community/contracts/officers/v1/officer.ts';
import { hromadas } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const { PRIMARY, DEPUTY, DISTRICT } = AssignmentRole;
const HOUR = 3_600_000;

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

/** Another hromada for each test. */
let used = 100;
async function newBeat(): Promise<{ beatId: string; hromadaCode: string; etag: string }> {
  used += 1;
  const hromadaCode = hromadas()[used]?.code ?? '';
  const { beat } = await registry.client.createBeat({ hromadaCode, name: 'Дільниця' });
  return { beatId: beat?.beatId ?? '', hromadaCode, etag: beat?.etag ?? '' };
}

async function officer(given: Parameters<RunningRegistry['client']['registerOfficer']>[0] = {}): Promise<string> {
  return (await registry.client.registerOfficer(given)).officerId;
}

async function assign(given: Parameters<RunningRegistry['client']['assignOfficer']>[0]): Promise<Assignment> {
  const { assignment } = await registry.client.assignOfficer({ beatId: '', ...given });
  if (assignment === undefined) throw new Error('the answer has no assignment');
  return assignment;
}

const START = Math.floor(Date.now() / 1_000) * 1_000;
const inHours = (hours: number) => new Date(START + hours * HOUR);

test('a future-dated hand-over takes effect at its instant without further calls', async () => {
  const { beatId, hromadaCode } = await newBeat();
  const [former, next] = [await officer(), await officer()];
  await assign({ beatId, officerId: former });
  const startTime = inHours(5);
  const answer = await registry.client.handOverBeat({ beatId, officerId: next, startTime });
  expect(answer).toMatchObject({
    former: { officerId: former, endTime: startTime, endReason: AssignmentEndReason.HANDED_OVER },
    next: { officerId: next, assignedTime: startTime, endTime: undefined, role: PRIMARY },
  });
  const at = async (asOfTime?: Date) =>
    (await registry.client.findResponsibleOfficer(hromadaCode, '', { asOfTime })).officer?.officerId;
  expect(await at()).toBe(former);
  expect(await at(new Date(startTime.getTime() - 1))).toBe(former);
  expect(await at(startTime)).toBe(next);
});

test('a hand-over happens at once, for its officers as well', async () => {
  const { beatId, hromadaCode } = await newBeat();
  const [former, next] = [await officer(), await officer()];
  await assign({ beatId, officerId: former });
  await registry.client.handOverBeat({ beatId, officerId: next });
  expect((await registry.client.findResponsibleOfficer(hromadaCode)).officer?.officerId).toBe(next);
  expect((await registry.client.getOfficer(former)).officer?.assignments).toEqual([]);
});

test('of fifty concurrent hand-overs of one beat, exactly one primary remains at every instant', async () => {
  const { beatId } = await newBeat();
  const first = await assign({ beatId, officerId: await officer() });
  const officers = await Promise.all(Array.from({ length: 50 }, () => officer()));
  const results = await Promise.all(
    officers.map((officerId) => reasonOf(registry.client.handOverBeat({ beatId, officerId }))),
  );
  // Too many at once for a slow machine may be refused, and can be repeated.
  expect(results.filter((result) => result !== 'done' && result !== 'UNAVAILABLE')).toEqual([]);
  expect(results.filter((result) => result === 'done').length).toBeGreaterThan(10);
  const rows = await registry.sql(
    `select starts_at::text as start, ends_at::text as end from beat_assignment
     where beat_id = $1 and role = 'primary' and not isempty(during) order by starts_at`,
    [beatId],
  );
  expect(new Date(String(rows[0]?.['start']))).toEqual(first.assignedTime);
  for (const [index, row] of rows.entries()) expect(row['end']).toBe(rows[index + 1]?.['start'] ?? null);
});

test('an assignment has a start and an end, and ordered deputies answer in their order', async () => {
  const { beatId, hromadaCode } = await newBeat();
  const [second, first, primary] = [await officer(), await officer(), await officer()];
  await assign({ beatId, officerId: second, role: DEPUTY, deputyOrder: 2 });
  await assign({ beatId, officerId: first, role: DEPUTY, deputyOrder: 1 });
  await assign({ beatId, officerId: primary, startTime: inHours(1), endTime: inHours(2) });
  const at = async (hours: number) => {
    const found = await registry.client.findResponsibleOfficer(hromadaCode, '', { asOfTime: inHours(hours) });
    return found.officer?.officerId;
  };
  expect([await at(0.5), await at(1), await at(2)]).toEqual([first, primary, first]);
});

test('ends an assignment now, later, or before it begins', async () => {
  const { beatId } = await newBeat();
  const current = await assign({ beatId, officerId: await officer() });
  const later = await registry.client.endAssignment({ assignmentId: current.assignmentId, endTime: inHours(9) });
  expect(later.assignment).toMatchObject({ endTime: inHours(9), endReason: AssignmentEndReason.ENDED });
  const planned = await assign({ beatId, officerId: await officer(), startTime: inHours(9) });
  const cancelled = await registry.client.endAssignment({ assignmentId: planned.assignmentId });
  expect(cancelled.assignment?.endTime).toEqual(planned.assignedTime);
  // What was cancelled takes no time.
  await assign({ beatId, officerId: await officer(), startTime: inHours(9) });
  await registry.client.endAssignment({ assignmentId: current.assignmentId });
  expect(await reasonOf(registry.client.endAssignment({ assignmentId: current.assignmentId }))).toBe(
    'ASSIGNMENT_ENDED',
  );
});

test('transfers an officer to another beat without an overlap, and the former beat is vacant', async () => {
  const [from, to] = [await newBeat(), await newBeat()];
  const officerId = await officer();
  await assign({ beatId: from.beatId, officerId });
  const startTime = inHours(3);
  const { former, next } = await registry.client.transferOfficer({ officerId, beatId: to.beatId, startTime });
  expect([former?.beatId, former?.endTime, next?.beatId, next?.assignedTime]).toEqual([
    from.beatId,
    startTime,
    to.beatId,
    startTime,
  ]);
  const at = (hromadaCode: string, asOfTime: Date) =>
    registry.client.findResponsibleOfficer(hromadaCode, '', { asOfTime });
  expect(await reasonOf(at(to.hromadaCode, inHours(2)))).toBe('NOBODY_RESPONSIBLE');
  expect(await at(to.hromadaCode, startTime)).toMatchObject({ officer: { officerId } });
  expect(await reasonOf(at(from.hromadaCode, startTime))).toBe('NOBODY_RESPONSIBLE');
});

test('a dismissal ends assignments at its instant and cancels later ones; the history stays', async () => {
  const [{ beatId }, other] = [await newBeat(), await newBeat()];
  const officerId = await officer();
  const later = inHours(9);
  await assign({ beatId, officerId, endTime: later });
  await assign({ beatId: other.beatId, officerId, startTime: later });
  const { changedTime } = await registry.client.changeOfficerState({
    officerId,
    state: OfficerState.DISMISSED,
    reason: 'Наказ',
  });
  const { assignments } = await registry.client.listAssignments({ officerId });
  const endReason = AssignmentEndReason.DISMISSED;
  expect(assignments).toMatchObject([
    { beatId, endTime: changedTime, endReason },
    { beatId: other.beatId, endTime: later, endReason },
  ]);
  await assign({ beatId, officerId: await officer() });
  expect(await reasonOf(assign({ beatId, officerId }))).toBe('OFFICER_NOT_ASSIGNABLE');
  expect(await reasonOf(registry.client.handOverBeat({ beatId, officerId }))).toBe('OFFICER_NOT_ASSIGNABLE');
});

test('a retired beat ends its assignments, and gets no others', async () => {
  const { beatId, etag, hromadaCode } = await newBeat();
  const officerId = await officer();
  await assign({ beatId, officerId });
  await registry.client.retireBeat({ beatId, etag });
  expect((await registry.client.listAssignments({ beatId })).assignments).toMatchObject([
    { endTime: expect.any(Date), endReason: AssignmentEndReason.BEAT_RETIRED },
  ]);
  expect(await reasonOf(registry.client.findResponsibleOfficer(hromadaCode))).toBe('NOBODY_RESPONSIBLE');
  expect(await reasonOf(assign({ beatId, officerId: await officer() }))).toBe('BEAT_RETIRED');
  expect(await reasonOf(registry.client.handOverBeat({ beatId, officerId }))).toBe('BEAT_RETIRED');
});

test('a district officer serves many beats, one of them at a time', async () => {
  const [first, second] = [await newBeat(), await newBeat()];
  const districtOfficer = await officer({ kind: OfficerKind.DISTRICT });
  for (const { beatId } of [first, second]) await assign({ beatId, officerId: districtOfficer, role: DISTRICT });
  const another = await officer({ kind: OfficerKind.DISTRICT });
  expect(await reasonOf(assign({ beatId: first.beatId, officerId: another, role: DISTRICT }))).toBe('BEAT_TAKEN');
});

test('lists the assignments of a beat, an officer or a hromada, also as of an instant, by pages', async () => {
  const { beatId, hromadaCode } = await newBeat();
  const officers = [await officer(), await officer(), await officer()];
  const [a = '', b = '', c = ''] = officers;
  await assign({ beatId, officerId: a });
  await registry.client.handOverBeat({ beatId, officerId: b, startTime: inHours(2) });
  await registry.client.handOverBeat({ beatId, officerId: c, startTime: inHours(4) });
  const idsOf = ({ assignments }: { assignments: readonly Assignment[] }) =>
    assignments.map(({ officerId }) => officerId);
  expect(idsOf(await registry.client.listAssignments({ beatId }))).toEqual(officers);
  expect(idsOf(await registry.client.listAssignments({ officerId: b }))).toEqual([b]);
  expect(idsOf(await registry.client.listAssignments({ hromadaCode, asOfTime: inHours(3) }))).toEqual([b]);
  const first = await registry.client.listAssignments({ hromadaCode, pageSize: 2 });
  const rest = await registry.client.listAssignments({ hromadaCode, pageToken: first.nextPageToken });
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(officers);
  const other = registry.client.listAssignments({ beatId, pageToken: first.nextPageToken });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
});

test('a repeated hand-over, transfer or end gets the same answer and changes nothing', async () => {
  const [{ beatId }, other] = [await newBeat(), await newBeat()];
  const [former, next] = [await officer(), await officer()];
  const { assignmentId } = await assign({ beatId, officerId: former });
  const requests = [randomUUID(), randomUUID(), randomUUID()];
  const run = async () => [
    await registry.client.handOverBeat({ requestId: requests[0] ?? '', beatId, officerId: next }),
    await registry.client.transferOfficer({ requestId: requests[1] ?? '', officerId: next, beatId: other.beatId }),
    await registry.client.endAssignment({ requestId: requests[2] ?? '', assignmentId: await lastOf(other.beatId) }),
  ];
  const first = await run();
  const before = await registry.rowCount();
  expect(await run()).toEqual(first);
  expect(await registry.rowCount()).toBe(before);
  const reused = registry.client.endAssignment({ requestId: requests[2] ?? '', assignmentId });
  expect(await reasonOf(reused)).toBe('REQUEST_ID_REUSED');
});

async function lastOf(beatId: string): Promise<string> {
  return (await registry.client.listAssignments({ beatId })).assignments.at(-1)?.assignmentId ?? '';
}

test('names the invalid fields and changes nothing', async () => {
  const { beatId, hromadaCode } = await newBeat();
  const officerId = await officer();
  const { assignmentId } = await assign({ beatId, officerId });
  const { client } = registry;
  const tooLate = inHours(11 * 366 * 24);
  const before = await registry.rowCount();
  const calls: [string, () => Promise<unknown>][] = [
    ['end_time', () => assign({ beatId, officerId, startTime: inHours(2), endTime: inHours(1) })],
    ['start_time', () => assign({ beatId, officerId, startTime: new Date(0) })],
    ['start_time', () => assign({ beatId, officerId, startTime: tooLate })],
    ['beat_id', () => assign({ beatId: 'x', officerId })],
    ['beat', () => assign({ beatId, officerId, beat: { hromadaCode, starostaDistrictCode: '' } })],
    ['deputy_order', () => assign({ beatId, officerId, deputyOrder: 1 })],
    ['deputy_order', () => assign({ beatId, officerId, role: DEPUTY, deputyOrder: 101 })],
    ['start_time', () => client.handOverBeat({ beatId, officerId, startTime: tooLate })],
    ['beat_id', () => client.handOverBeat({ officerId })],
    ['officer_id', () => client.handOverBeat({ beatId })],
    ['request_id', () => client.handOverBeat({ requestId: '', beatId, officerId })],
    ['request_id', () => client.endAssignment({ requestId: '', assignmentId })],
    ['request_id', () => client.transferOfficer({ requestId: '', beatId, officerId })],
    ['start_time', () => client.transferOfficer({ beatId, officerId, startTime: new Date(0) })],
    ['end_time', () => client.endAssignment({ assignmentId, endTime: inHours(-9) })],
    ['end_time', () => client.endAssignment({ assignmentId, endTime: tooLate })],
    ['assignment_id', () => client.endAssignment({ assignmentId: '\u0000' })],
    ['beat_id', () => client.listAssignments({})],
    ['beat_id', () => client.listAssignments({ beatId, officerId })],
    ['hromada_code', () => client.listAssignments({ hromadaCode: 'UA' })],
    ['hromada_code', () => client.listAssignments({ hromadaCode: 'UA05020030000031458' })],
    ['hromada_code', () => client.listAssignments({ hromadaCode: 'UA63120270010096107' })],
    ['as_of_time', () => client.listAssignments({ beatId, asOfTime: tooLate })],
    ['page_token', () => client.listAssignments({ beatId, pageToken: 'x' })],
    ['page_size', () => client.listAssignments({ beatId, pageSize: 501 })],
  ];
  for (const [field, call] of calls) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  }
  expect(await registry.rowCount()).toBe(before);
});

test('does not find an unknown beat, officer or assignment', async () => {
  const { beatId } = await newBeat();
  const officerId = await officer();
  const calls = [
    () => assign({ beatId: randomUUID(), officerId }),
    () => registry.client.handOverBeat({ beatId: randomUUID(), officerId }),
    () => registry.client.handOverBeat({ beatId, officerId: randomUUID() }),
    () => registry.client.transferOfficer({ beatId, officerId: randomUUID() }),
    () => registry.client.endAssignment({ assignmentId: randomUUID() }),
  ];
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
});

test('denies a caller without the scope', async () => {
  const calls = [
    () => registry.unprivileged.handOverBeat({}),
    () => registry.unprivileged.transferOfficer({}),
    () => registry.unprivileged.endAssignment({}),
    () => registry.unprivileged.listAssignments({}),
  ];
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED' });
});

/** "done", or the reason of the refusal. */
async function reasonOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    async () => (await refusalOf(call)).reason,
  );
}
