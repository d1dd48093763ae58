import {
  DeadlineServiceService as Deadlines,
  TermUnit,
  type DeadlineTerm,
} from '@safe-community/contracts/cameras/v1/deadline_service.ts';
import { DeadlineTrack, FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import type { Runtime } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { footageCalls } from '../../test/footage-calls.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';
import { deadlines as module } from './module.ts';
import { FIRST_CALENDAR, FIRST_TERMS } from './first-rules.ts';

let rollout: RunningRollout;
let deadlines: TestClient<typeof Deadlines>;
let unprivileged: TestClient<typeof Deadlines>;
beforeAll(async () => {
  rollout = await runRollout();
  deadlines = testClient(Deadlines, rollout.port);
  unprivileged = testClient(Deadlines, rollout.port, 'nats');
});
afterAll(async () => {
  deadlines.close();
  unprivileged.close();
  await rollout.stop();
});

const TERM: DeadlineTerm = {
  kind: FootageRequestKind.ATTORNEY,
  track: DeadlineTrack.USUAL,
  validFrom: '2012-08-15',
  term: { amount: 3, unit: TermUnit.WORKING_DAYS },
  longest: { amount: 10, unit: TermUnit.DAYS },
  appeal: { amount: 48, unit: TermUnit.HOURS },
  source: 'Закон, звірено з текстом',
  confirmed: true,
};
const RULE = {
  validFrom: '2027-01-01',
  holidaysAreWorkingDays: false,
  movesDaysOff: true,
  source: 'Закон',
  confirmed: true,
};
const BOTH = { holidaysAreWorkingDays: true, movesDaysOff: true };
const HOLIDAY = {
  monthDay: '12-31',
  validFrom: '2027-01-01',
  validTo: '2028-01-01',
  source: 'Закон',
  confirmed: false,
};

test('the first rules are those of the migration', async () => {
  const { terms, holidayRules, holidays } = await deadlines.listDeadlineRules();
  expect(terms).toHaveLength(FIRST_TERMS.length);
  expect(holidayRules).toEqual(FIRST_CALENDAR.rules);
  expect(holidays.map(({ monthDay }) => monthDay).toSorted()).toEqual(
    FIRST_CALENDAR.holidays.map(({ monthDay }) => monthDay).toSorted(),
  );
  expect(terms.filter(({ confirmed }) => !confirmed).map(({ kind }) => kind)).toEqual([
    FootageRequestKind.DATA_CHANGE,
    FootageRequestKind.OWN_DATA,
    FootageRequestKind.ATTORNEY,
  ]);
});

test('a rule of the same day is replaced, which confirms it; requests keep the deadline that they have', async () => {
  const calls = footageCalls(rollout.port);
  const attorney = {
    kind: FootageRequestKind.ATTORNEY,
    requester: { fullName: 'Адвокат Тестова', phone: '+380501112233', address: '', authority: 'ордер 1' },
  };
  const before = await calls.submit(attorney);
  await deadlines.setTerm({ term: TERM });
  const { terms } = await deadlines.listDeadlineRules();
  expect(terms.filter(({ kind }) => kind === TERM.kind)).toEqual([TERM]);
  const after = await calls.submit(attorney);
  calls.close();
  expect(after.dueTime! < before.dueTime!).toBe(true);
  const status = await rollout.sql('select due_at from footage_request where footage_request_id = $1', [
    before.footageRequestId,
  ]);
  expect(new Date(status[0]?.['due_at'] as string)).toEqual(before.dueTime);
});

test('rules of the calendar are kept with their dates', async () => {
  await deadlines.setHolidayRule({ rule: RULE });
  await deadlines.setHoliday({ holiday: HOLIDAY });
  const { holidayRules, holidays } = await deadlines.listDeadlineRules();
  expect(holidayRules.at(-1)).toEqual(RULE);
  expect(holidays).toContainEqual(HOLIDAY);
});

test('a rule that is replaced stays readable with its etag, and a stale one is refused', async () => {
  const rule = { ...RULE, validFrom: '2030-01-01' };
  await deadlines.setHolidayRule({ rule });
  await deadlines.setHolidayRule({ rule: { ...rule, confirmed: false }, etag: '1' });
  const { holidayRules, holidayRuleRecords } = await deadlines.listDeadlineRules({ includeReplaced: true });
  expect(holidayRules.slice(-2)).toEqual([rule, { ...rule, confirmed: false }]);
  const by = { recordedTime: expect.any(Date), callingSystem: 'client' };
  expect(holidayRuleRecords.slice(-2)).toEqual([
    { ...by, etag: '1', replacedTime: expect.any(Date) },
    { ...by, etag: '2', replacedTime: undefined },
  ]);
  const holiday = { ...HOLIDAY, validFrom: '2030-01-01', validTo: '' };
  await deadlines.setHoliday({ holiday });
  for (const call of [
    () => deadlines.setHolidayRule({ rule, etag: '1' }),
    () => deadlines.setTerm({ term: TERM, etag: '99' }),
    () => deadlines.setHoliday({ holiday, etag: '2' }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE', fields: ['etag'] });
  }
});

test('two validities of a holiday do not overlap, and one that ends is followed by another', async () => {
  const holiday = { ...HOLIDAY, monthDay: '02-29', validFrom: '2040-01-01', validTo: '2041-01-01' };
  await deadlines.setHoliday({ holiday });
  for (const change of [
    { validFrom: '2041-01-01', validTo: '' },
    { validFrom: '2039-01-01', validTo: '2040-01-01' },
    { validFrom: '2039-01-01', validTo: '' },
  ]) {
    const refused = await refusalOf(deadlines.setHoliday({ holiday: { ...holiday, ...change } }));
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['holiday.valid_from'] });
    expect(refused.message).toContain('must not overlap the holiday 02-29 from 2040-01-01 to 2041-01-01 (Закон)');
  }
  await deadlines.setHoliday({ holiday: { ...holiday, validFrom: '2041-01-02', validTo: '' } });
  await deadlines.setHoliday({ holiday: { ...holiday, validTo: '' }, etag: '1' }).then(
    () => expect.fail('it overlaps the later one'),
    () => undefined,
  );
  await deadlines.setHoliday({ holiday: { ...holiday, validTo: '2040-12-31' }, etag: '1' });
});

test('the service does not become ready with rules that contradict themselves', async () => {
  const { load } = module.start?.({}, { database: rollout.database } as Runtime) ?? {};
  await load?.();
  const insert = `insert into public_holiday values ('08-24', $1, null, 'Закон', false)`;
  await rollout.sql(insert, ['2031-01-01']);
  await rollout.sql(`update deadline_term set source = '' where kind = 'data_change'`);
  const failure = await Promise.resolve(load?.()).catch((error: unknown) => error);
  await rollout.sql(`delete from public_holiday where valid_from = '2031-01-01'`);
  await rollout.sql(`update deadline_term set source = 'Закон' where kind = 'data_change'`);
  expect(String(failure)).toMatch(/^InvalidDeadlines: .*term of data_change usual from 2011-01-01: source/);
  expect(String(failure)).toContain('holiday 08-24 from 2031-01-01 (Закон) overlaps holiday 08-24 from 2000-01-01');
  await load?.();
});

test.each([
  ['term.kind', () => deadlines.setTerm({ term: { ...TERM, kind: 0 } })],
  ['term.term.unit', () => deadlines.setTerm({ term: { ...TERM, term: { amount: 1, unit: 0 } } })],
  ['term.source', () => deadlines.setTerm({ term: { ...TERM, source: '' } })],
  ['term.valid_from', () => deadlines.setTerm({ term: { ...TERM, validFrom: '2026-02-30' } })],
  ['rule.source', () => deadlines.setHolidayRule({ rule: { ...RULE, source: '' } })],
  ['rule.moves_days_off', () => deadlines.setHolidayRule({ rule: { ...RULE, ...BOTH } })],
  ['holiday.month_day', () => deadlines.setHoliday({ holiday: { ...HOLIDAY, monthDay: '02-30' } })],
  ['holiday.month_day', () => deadlines.setHoliday({ holiday: { ...HOLIDAY, monthDay: 'whitsun' } })],
  ['holiday.valid_to', () => deadlines.setHoliday({ holiday: { ...HOLIDAY, validTo: '2026-12-31' } })],
])('rejects a bad %s', async (field, call) => {
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('only who holds the scope sets and reads rules', async () => {
  for (const call of [() => unprivileged.setTerm({ term: TERM }), () => unprivileged.listDeadlineRules()]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED' });
  }
});

test('the audit says who set a rule', async () => {
  for (const write of [
    auditedWrite(
      Deadlines.setTerm,
      async () => ({ term: TERM, etag: '' }),
      () => ['deadline-term-attorney-usual-2012-08-15'],
    ),
    auditedWrite(
      Deadlines.setHolidayRule,
      async () => ({ rule: RULE, etag: '' }),
      () => ['holiday-rule-2027-01-01'],
    ),
    auditedWrite(
      Deadlines.setHoliday,
      async () => ({ holiday: HOLIDAY, etag: '' }),
      () => ['holiday-12-31-2027-01-01'],
    ),
  ]) {
    await expectAudited(rollout, write);
  }
});
