import { NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  HoldErasureRequest,
  OfficerRetentionServiceService as Retention,
  ReleaseErasureHoldRequest,
} from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  auditedWrite,
  eventually,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import { officerCalls, PROFILE, RECORD, type OfficerCalls } from '../../test/officer-calls.ts';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const DAY_MS = 86_400_000;
/** Years before the time of the database. */
const START = Date.parse('2021-03-01T10:00:00Z');
const TERM = { days: 1_095, validFrom: '2020-01-01', source: 'наказ про тест', status: NormStatus.CONFIRMED };
/** More than the term. */
const AFTER_MS = 1_200 * DAY_MS;

let now = START;
const clock = { ...systemClock, now: () => new Date(now) };

let registry: RunningRegistry;
let officers: OfficerCalls;
let retention: TestClient<typeof Retention>;
let unprivileged: TestClient<typeof Retention>;
beforeAll(async () => {
  registry = await runRegistry({ clock });
  officers = officerCalls(registry.port);
  retention = testClient(Retention, registry.port);
  unprivileged = testClient(Retention, registry.port, 'nats');
});
afterEach(() => {
  now = START;
});
afterAll(async () => {
  for (const client of [officers, retention, unprivileged]) client.close();
  await registry.stop();
});

test('without a confirmed term nothing is due', async () => {
  const officerId = await dismissed();
  const asOfDate = '2090-01-01';
  expect((await retention.listDueErasures({ asOfDate })).erasures).toEqual([]);
  await retention.setRetentionTerm({ term: { ...TERM, status: NormStatus.UNCONFIRMED } });
  expect((await retention.listDueErasures({ asOfDate })).erasures).toEqual([]);
  expect(await retention.getOfficerRetention({ officerId })).toMatchObject({ dismissedOn: '2021-03-01', dueOn: '' });
  await retention.setRetentionTerm({ term: TERM, etag: '1' });
  const erasures = [{ officerId, dismissedOn: '2021-03-01', dueOn: '2024-03-01', held: false }];
  expect((await retention.listDueErasures({ asOfDate: '2024-02-29' })).erasures).toEqual([]);
  expect(await retention.listDueErasures({ asOfDate: '2024-03-01' })).toEqual({ erasures, nextPageToken: '' });
  const { terms, records } = await retention.listRetentionTerms({ includeReplaced: true });
  expect(terms).toEqual([{ ...TERM, status: NormStatus.UNCONFIRMED }, TERM]);
  expect(records).toMatchObject([
    { etag: '1', replacedTime: expect.any(Date) },
    { etag: '2', callingSystem: 'client' },
  ]);
});

test('erases everything personal when the term has passed, once; assignments, states, and the audit stay', async () => {
  const officerId = await dismissed();
  const before = await traces(officerId);
  expect(before).toMatchObject({ records: 1, reasons: 2, person: true });
  now = START + AFTER_MS;
  await erased(officerId);
  const after = await traces(officerId);
  expect(after).toEqual({ ...before, records: 0, reasons: 0, person: false, number: '', events: before.events + 1 });
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer).toMatchObject({ fullName: '', phone: '', serviceNumber: '', state: OfficerState.DISMISSED });
  const reason = 'перевірка';
  const { entries } = await officers.listOfficerStates({ officerId, reason });
  const { DISMISSED, SUSPENDED, ACTIVE } = OfficerState;
  expect(entries.map(({ state }) => state)).toEqual([DISMISSED, SUSPENDED, ACTIVE]);
  expect(entries.map((entry) => entry.reason)).toEqual(['', '', '']);
  expect((await officers.getOfficerRecord({ officerId, reason })).record).toMatchObject({ ranks: [], policeUnit: '' });
  const listed = (await officers.listOfficers({ states: [OfficerState.DISMISSED] })).officers;
  expect(listed.find((each) => each.officerId === officerId)).toMatchObject({ fullName: '', serviceNumber: '' });
  const history = await registry.client.listAssignments({ officerId });
  expect(history.assignments).toHaveLength(1);
  const { erasedTime, dueOn } = await retention.getOfficerRetention({ officerId });
  expect([erasedTime, dueOn]).toEqual([new Date(now), '']);
  // A further run finds nothing.
  await registry.startReplica();
  expect(await traces(officerId)).toEqual(after);
  const late = () => retention.holdErasure({ officerId, ground: 'справа' });
  expect((await refusedWithoutChange(late)).reason).toBe('PERSONAL_DATA_ERASED');
});

test('an officer who returned is registered again: only the former registration is erased, its number is free', async () => {
  const serviceNumber = 'RETURNED-1';
  const officerId = await dismissed({ serviceNumber });
  const taken = await refusalOf(registry.client.registerOfficer({ serviceNumber }));
  expect(taken.reason).toBe('SERVICE_NUMBER_TAKEN');
  const other = await registry.client.registerOfficer({ serviceNumber: 'RETURNED-2' });
  now = START + AFTER_MS;
  await erased(officerId);
  expect(await traces(other.officerId)).toMatchObject({ person: true, number: 'RETURNED-2' });
  await registry.client.registerOfficer({ serviceNumber });
});

test('a clock that is ahead of the database erases nothing early', async () => {
  const due = await dismissed();
  const officerId = await dismissed({}, '2026-10-01');
  now = Date.parse('2040-01-01T00:00:00Z');
  await erased(due);
  expect(await traces(officerId)).toMatchObject({ person: true, records: 1 });
});

test('a hold postpones the erasure until the last one is released', async () => {
  const [officerId, due] = [await dismissed(), await dismissed()];
  const { holdId } = await retention.holdErasure({ officerId, ground: 'Справа № 12 про поновлення' });
  now += 1_000;
  const requestId = randomUUID();
  const second = await retention.holdErasure({ requestId, officerId, ground: 'Справа № 13' });
  expect(await retention.holdErasure({ requestId, officerId, ground: 'Справа № 13' })).toEqual(second);
  const { erasures } = await retention.listDueErasures({ asOfDate: '2025-01-01' });
  expect(erasures.filter((each) => each.officerId === officerId)).toMatchObject([{ held: true }]);
  await retention.releaseErasureHold({ officerId, holdId, ground: 'Рішення суду' });
  now = START + AFTER_MS;
  await erased(due);
  expect(await traces(officerId)).toMatchObject({ person: true });
  const { holds } = await retention.getOfficerRetention({ officerId });
  expect(holds).toMatchObject([
    { holdId, ground: 'Справа № 12 про поновлення', releaseGround: 'Рішення суду', releasedTime: expect.any(Date) },
    { ...second, ground: 'Справа № 13', releasedTime: undefined, callingSystem: 'client' },
  ]);
  await retention.releaseErasureHold({ officerId, ...second, ground: 'Рішення суду' });
  const again = await refusedWithoutChange(() => retention.releaseErasureHold({ officerId, holdId, ground: 'ще раз' }));
  expect(again).toMatchObject({ code: 'NOT_FOUND', message: 'hold in force not found' });
  await erased(officerId);
});

test('an erasure that is killed halfway leaves everything, and the next run erases it once', async () => {
  const officerId = await dismissed();
  const before = await traces(officerId);
  await registry.sql(`
    create function wait_long() returns trigger language plpgsql as 'begin perform pg_sleep(60); return new; end'`);
  await registry.sql(`
    create trigger halfway before update on officer for each row
    when (new.erased_at is not null and old.erased_at is null) execute function wait_long()`);
  now = START + AFTER_MS;
  await registry.startReplica();
  await eventually(async () => {
    const found = await registry.sql(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event = 'PgSleep' and datname = current_database()`);
    expect(found).toHaveLength(1);
  });
  await registry.sql('drop function wait_long cascade');
  await erased(officerId);
  expect(await traces(officerId)).toMatchObject({ person: false, records: 0, events: before.events + 1 });
});

test.each<[string, Partial<typeof TERM>]>([
  ['term.days', { days: 0 }],
  ['term.days', { days: 36_601 }],
  ['term.valid_from', { validFrom: '2026-02-30' }],
  ['term.source', { source: '' }],
  ['term.status', { status: NormStatus.UNSPECIFIED as never }],
])('a term with a bad %s is not set: %j', async (field, change) => {
  const refusal = await refusedWithoutChange(() => retention.setRetentionTerm({ term: { ...TERM, ...change } }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects without a change: a stale etag, an unknown officer, bad fields, no scope', async () => {
  const stale = () => retention.setRetentionTerm({ term: TERM, etag: '9' });
  expect((await refusedWithoutChange(stale)).reason).toBe('ETAG_STALE');
  const ground = 'справа № 1';
  const officerId = randomUUID();
  for (const call of [
    () => retention.holdErasure({ officerId, ground }),
    () => retention.releaseErasureHold({ officerId, holdId: officerId, ground }),
    () => retention.getOfficerRetention({ officerId }),
  ]) {
    expect((await refusedWithoutChange(call)).code).toBe('NOT_FOUND');
  }
  const bad = await refusedWithoutChange(() =>
    retention.releaseErasureHold({ officerId: 'x', holdId: '', ground: ' ' }),
  );
  expect(bad).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['officer_id', 'hold_id', 'ground'] });
  expect((await refusalOf(retention.listDueErasures({ asOfDate: 'x' }))).fields).toEqual(['as_of_date']);
  for (const call of [
    () => unprivileged.setRetentionTerm({}),
    () => unprivileged.listRetentionTerms({}),
    () => unprivileged.listDueErasures({}),
    () => unprivileged.getOfficerRetention({}),
    () => unprivileged.holdErasure({}),
    () => unprivileged.releaseErasureHold({}),
  ]) {
    expect((await refusalOf(call())).code).toBe('PERMISSION_DENIED');
  }
});

test('the dry run is paged, under a token of the same day only', async () => {
  for (let count = 0; count < 3; count += 1) await dismissed();
  const asOfDate = '2090-01-01';
  const all = (await retention.listDueErasures({ asOfDate })).erasures;
  const first = await retention.listDueErasures({ asOfDate, pageSize: 2 });
  const rest = await retention.listDueErasures({ asOfDate, pageToken: first.nextPageToken });
  expect([...first.erasures, ...rest.erasures]).toEqual(all);
  const other = retention.listDueErasures({ asOfDate: '2090-01-02', pageToken: first.nextPageToken });
  expect((await refusalOf(other)).fields).toEqual(['page_token']);
});

const HELD = { ground: 'Справа № 7' };
test.each([
  auditedWrite(
    Retention.setRetentionTerm,
    async () => ({ term: TERM, etag: '' }),
    () => ['officer-retention-term-2020-01-01'],
  ),
  auditedWrite(
    Retention.holdErasure,
    async () => HoldErasureRequest.fromPartial({ ...HELD, officerId: await dismissed() }),
    ({ holdId }, { officerId }) => [officerId, holdId],
  ),
  auditedWrite(
    Retention.releaseErasureHold,
    async () => {
      const officerId = await dismissed();
      const { holdId } = await retention.holdErasure({ ...HELD, officerId });
      return ReleaseErasureHoldRequest.fromPartial({ ...HELD, officerId, holdId });
    },
    (_, { officerId, holdId }) => [officerId, holdId],
  ),
])('the audit says who made $method, for what purpose, and what it concerns', (write) =>
  expectAudited(registry, write),
);

/** A dismissed officer with a record, a former profile, a beat of the past, and reasons in the history. */
async function dismissed(given: { serviceNumber?: string } = {}, day?: string): Promise<string> {
  const { officerId } = await registry.client.registerOfficer(given);
  const { officer } = await registry.client.getOfficer(officerId);
  await officers.updateOfficer({
    officerId,
    etag: officer?.etag ?? '',
    updateMask: ['record', 'public_profile'],
    officer: OfficerUpdate.fromPartial({
      record: {
        ...RECORD,
        ranks: RECORD.ranks.slice(0, 1),
        certifications: RECORD.certifications.slice(1),
      },
      publicProfile: PROFILE,
    }),
  });
  await registry.client.assignOfficer({
    officerId,
    beat: { hromadaCode: VINNYTSIA, starostaDistrictCode: '' },
    role: AssignmentRole.DEPUTY,
  });
  now += 1_000;
  const reason = 'Канарка';
  await registry.client.changeOfficerState({ officerId, state: OfficerState.SUSPENDED, reason }, 'person-1');
  now = day === undefined ? now + 1_000 : Date.parse(`${day}T10:00:00Z`);
  await registry.client.changeOfficerState({ officerId, state: OfficerState.DISMISSED, reason }, 'person-1');
  return officerId;
}

/** Resolves when the data of the officer is erased. A start runs the job at once. */
async function erased(officerId: string): Promise<void> {
  await registry.startReplica();
  await eventually(async () => expect((await traces(officerId)).person).toBe(false));
}

async function traces(officerId: string) {
  const [found] = await registry.sql(
    `select ciphertext is not null as person, service_number as number,
       (select count(*)::int from officer_record r where r.officer_id = o.officer_id) as records,
       (select count(*)::int from officer_state_change c where c.officer_id = o.officer_id and c.ciphertext is not null)
         as reasons,
       (select count(*)::int from officer_state_change c where c.officer_id = o.officer_id) as states,
       (select count(*)::int from beat_assignment b where b.officer_id = o.officer_id) as assignments,
       (select count(*)::int from ledger_event e where position(o.officer_id::text in encode(e.body, 'escape')) > 0)
         as events
     from officer o where officer_id = $1`,
    [officerId],
  );
  const { number, ...rest } = found as { number: string; events: number; person: boolean };
  return { ...rest, number: number.startsWith('erased:') ? '' : number };
}

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
