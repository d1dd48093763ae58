import { expect, test } from 'vitest';
import { FIRST_LAW } from '../law/first-law.ts';
import type { WorksRule } from '../law/module.ts';
import type { ImposedWorks } from '../sanctions/module.ts';
import {
  checkValid,
  complete,
  hoursWorked,
  recordDay,
  refer,
  requireReferred,
  returnToCourt,
  type Execution,
} from './works.ts';
import { checkWorksList, lastDayOf, nextListVersion, type WorksList } from './works-list.ts';

const [RULE] = FIRST_LAW.works as [WorksRule];
const NOW = new Date('2026-11-24T10:00:00Z');
const TODAY = '2026-11-24';
const LIST: WorksList = {
  hromadaCode: 'UA05020030000031457',
  validFrom: '2026-01-15',
  decision: 'рішення № 12 від 15.01.2026',
  items: [{ code: 'park', work: 'прибирання', object: 'парк' }],
};
const IMPOSED: ImposedWorks = {
  outcomeId: 'outcome-1',
  kind: 'community_works',
  hours: 10,
  minor: false,
  revokedAt: undefined,
};
const REFERRAL = { outcomeId: 'outcome-1', effectiveOn: '2026-11-20', referredOn: '2026-11-21', itemCode: 'park' };
const FACTS = {
  hromadaCode: LIST.hromadaCode,
  list: LIST,
  rule: RULE,
  execution: undefined,
  now: NOW,
  today: TODAY,
};
const fieldsOf = (decision: unknown): string[] =>
  ((decision as { violations?: { field: string }[] }).violations ?? []).map(({ field }) => field);

test.each([
  ['2026-11-20', false],
  ['2026-11-21', false],
  ['2026-11-22', true],
])('a ruling that takes effect on the 20th and is referred on %s is late: %s', (referredOn, isLate) => {
  expect(refer({ ...REFERRAL, referredOn }, FACTS)).toMatchObject({ dueOn: '2026-11-21', execution: { isLate } });
});

test('without a rule, no referral is late', () => {
  const referred = refer({ ...REFERRAL, referredOn: TODAY }, { ...FACTS, rule: undefined });
  expect(referred).toMatchObject({ dueOn: '', execution: { isLate: false, state: 'referred' } });
});

test.each([
  [{ referredOn: '2026-11-19' }, ['referred_date']],
  [{ referredOn: '2026-11-25' }, ['referred_date']],
  [{ itemCode: 'school' }, ['item_code']],
])('refuses a referral with %j by field', (change, fields) => {
  expect(fieldsOf(refer({ ...REFERRAL, ...change }, FACTS))).toEqual(fields);
});

test('the refusal of a work outside the list names the list', () => {
  expect(refer({ ...REFERRAL, itemCode: 'school' }, FACTS)).toMatchObject({
    violations: [
      {
        rule:
          'must be in the list of works of UA05020030000031457 (рішення № 12 від 15.01.2026; ' +
          'from 2026-01-15 to 2026-12-31)',
      },
    ],
  });
});

const EXECUTION = (refer(REFERRAL, FACTS) as { execution: Execution }).execution;

test('works are referred once, and only with a list', () => {
  expect(refer(REFERRAL, { ...FACTS, execution: EXECUTION })).toMatchObject({ reason: 'ALREADY_REFERRED' });
  expect(refer(REFERRAL, { ...FACTS, list: undefined })).toMatchObject({ reason: 'WORKS_LIST_MISSING' });
});

const worked = (day: string, hours: number, missedHours = 0, over: { field: string; rule: string }[] = []) =>
  recordDay(EXECUTION, IMPOSED, { day, hours, missedHours }, over, TODAY);

test.each([
  ['2026-11-21', 4, 0, []],
  [TODAY, 0, 4, []],
  ['2026-11-20', 4, 0, ['day']],
  ['2026-11-25', 4, 0, ['day']],
  [TODAY, 11, 0, ['hours']],
  [TODAY, 0, 0, ['hours']],
  [TODAY, 1, 25, ['missed_hours']],
])('hours of %s: %i worked and %i missed break the rules of %j', (day, hours, missed, fields) => {
  expect(fieldsOf(worked(day, hours, missed))).toEqual(fields);
});

test('the daily limit of the law applies to hours that were worked, not to those that were missed', () => {
  const over = [{ field: 'hours', rule: 'must be 1 to 4' }];
  expect(fieldsOf(worked(TODAY, 5, 0, over))).toEqual(['hours']);
  expect(fieldsOf(worked(TODAY, 0, 8, over))).toEqual([]);
});

test('a record of the same day replaces the former one, which does not count any more', () => {
  const days = [
    { day: '2026-11-22', hours: 4, missedHours: 0 },
    { day: '2026-11-23', hours: 4, missedHours: 0 },
  ];
  const partly = { ...EXECUTION, days };
  const again = recordDay(partly, IMPOSED, { day: '2026-11-22', hours: 2, missedHours: 2 }, [], TODAY);
  expect(again).toMatchObject({
    former: days[0],
    execution: { days: [{ day: '2026-11-22', hours: 2, missedHours: 2 }, days[1]] },
  });
  const left = (hours: number) =>
    fieldsOf(recordDay(partly, IMPOSED, { day: TODAY, hours, missedHours: 0 }, [], TODAY));
  expect(left(2)).toEqual([]);
  expect(left(3)).toEqual(['hours']);
});

test('works are completed when all hours are worked, and returned at any time', () => {
  const full = { ...EXECUTION, days: [{ day: TODAY, hours: 10, missedHours: 0 }] };
  expect(hoursWorked(full)).toBe(10);
  expect(complete(full, IMPOSED, TODAY, TODAY)).toMatchObject({ state: 'completed', endedOn: TODAY });
  expect(complete(EXECUTION, IMPOSED, TODAY, TODAY)).toMatchObject({ reason: 'HOURS_MISSING' });
  expect(fieldsOf(complete(full, IMPOSED, '2026-11-25', TODAY))).toEqual(['completed_date']);
  const end = { endedOn: TODAY, reason: 'evasion' } as const;
  expect(returnToCourt(EXECUTION, end, TODAY)).toMatchObject({ state: 'returned', returnReason: 'evasion' });
  expect(fieldsOf(returnToCourt(EXECUTION, { ...end, endedOn: '2026-11-20' }, TODAY))).toEqual(['returned_date']);
});

test('only referred works that have not ended go on, and only while their outcome is valid', () => {
  expect(requireReferred(undefined)).toMatchObject({ reason: 'NOT_REFERRED' });
  expect(requireReferred(EXECUTION)).toBe(EXECUTION);
  expect(requireReferred({ ...EXECUTION, state: 'completed' })).toMatchObject({ reason: 'WORKS_ENDED' });
  expect(requireReferred({ ...EXECUTION, state: 'returned' })).toMatchObject({ reason: 'WORKS_ENDED' });
  expect(checkValid(IMPOSED)).toBeUndefined();
  expect(checkValid({ ...IMPOSED, revokedAt: NOW })).toMatchObject({ reason: 'ALREADY_REVOKED' });
});

const [ITEM] = LIST.items;

test.each([
  [{}, []],
  [{ validFrom: '2026-02-30' }, ['valid_from']],
  [{ decision: '' }, ['decision']],
  [{ items: [] }, ['items']],
  [{ items: [{ ...ITEM, code: 'Парк' }] }, ['items[0].code']],
  [{ items: [ITEM, ITEM] }, ['items[1].code']],
  [{ items: [{ ...ITEM, work: 'x' }] }, ['items[0].work']],
  [{ items: [{ ...ITEM, object: ' x ' }] }, ['items[0].object']],
])('a list with %j breaks the rules of %j', (change, fields) => {
  const list = { ...LIST, ...change } as WorksList;
  expect(checkWorksList(list).map(({ field }) => field)).toEqual(fields);
});

test('a list holds to the end of its year, and its versions follow each other', () => {
  expect(lastDayOf(LIST)).toBe('2026-12-31');
  expect(nextListVersion(undefined, '')).toBe(1);
  expect(nextListVersion({ version: 1 }, '1')).toBe(2);
  expect(nextListVersion({ version: 2 }, '1')).toMatchObject({ reason: 'ETAG_STALE' });
});
