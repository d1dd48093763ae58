import { expect, test } from 'vitest';
import { reportsDue, type DeliveredReport, type Service } from './reports-due.ts';

const service = (
  officerId: string,
  startedOn: string,
  endedOn: string | null,
  change: Partial<Service> = {},
): Service => ({
  officerId,
  hromadaCode: 'h',
  beatId: 'b-1',
  role: 'primary',
  startedOn,
  endedOn,
  isCurrent: endedOn === null,
  beatServedFrom: '2020-01-01',
  ...change,
});
const report = (officerId: string, heldOn: string): DeliveredReport => ({ officerId, hromadaCode: 'h', heldOn });
const reportsOn = (officerId: string, ...days: string[]) => days.map((day) => report(officerId, day));

/** "officer: status, owed, delivered, missing, due on". */
const dueIn2026 = (services: readonly Service[], reports: readonly DeliveredReport[], today: string) =>
  reportsDue(2026, 2, services, reports, today).map(({ officerId, status, owed, delivered, missing, dueOn }) =>
    [`${officerId || 'nobody'}:`, status, owed, delivered, missing, dueOn ?? '-'].join(' '),
  );

const MARCH = '2026-03-01';
test.each([
  ['nothing yet in the first half', '2020-01-01', [], '2026-05-10', 'due 2 0 0 2026-06-30'],
  ['nothing after the first half', '2020-01-01', [], '2026-07-01', 'overdue 2 0 1 2026-06-30'],
  ['the last day of the first half', '2020-01-01', [], '2026-06-30', 'due 2 0 0 2026-06-30'],
  ['one in the first half', '2020-01-01', [MARCH], '2026-06-30', 'delivered 2 1 0 2026-12-31'],
  ['one, in the second half', '2020-01-01', [MARCH], '2026-07-01', 'due 2 1 0 2026-12-31'],
  ['a late one', '2020-01-01', ['2026-07-05'], '2026-07-06', 'due 2 1 0 2026-12-31'],
  ['both', '2020-01-01', [MARCH, '2026-11-01'], '2026-12-31', 'delivered 2 2 0 -'],
  ['two in the first half', '2020-01-01', [MARCH, '2026-04-01'], '2026-12-31', 'delivered 2 2 0 -'],
  ['more than owed', '2020-01-01', [MARCH, '2026-04-01', '2026-05-01'], '2026-12-31', 'delivered 2 2 0 -'],
  ['one, when the year is over', '2020-01-01', [MARCH], '2027-02-01', 'overdue 2 1 1 2026-12-31'],
  ['the first officer, from 2 January', '2026-01-02', [], '2026-05-10', 'not_due 1 0 0 2026-12-31'],
  ['the first officer, from 1 January', '2026-01-01', [], '2026-05-10', 'due 2 0 0 2026-06-30'],
  ['the first officer, from July', '2026-07-02', [], '2026-12-31', 'not_due 0 0 0 -'],
])('what an officer owes: %s', (_, since, days, today, expected) => {
  const officer = service('a', since, null, { beatServedFrom: since });
  expect(dueIn2026([officer], reportsOn('a', ...days), today)).toEqual([`a: ${expected}`]);
});

test('monthly reports are due at the end of each month, also in February', () => {
  const officer = service('a', '2024-02-01', null, { beatServedFrom: '2024-02-01' });
  expect(reportsDue(2024, 12, [officer], [], '2024-03-01')).toEqual([
    {
      hromadaCode: 'h',
      officerId: 'a',
      beatIds: ['b-1'],
      status: 'overdue',
      owed: 11,
      delivered: 0,
      missing: 1,
      dueOn: '2024-02-29',
    },
  ]);
});

const HANDED_OVER = [service('a', '2021-01-01', '2026-06-30'), service('b', '2026-06-30', null)];
const WITH_GAP = [service('a', '2021-01-01', '2026-06-29'), service('b', '2026-07-02', null)];
const IN_AUTUMN = [service('a', '2021-01-01', '2026-10-05'), service('b', '2026-10-05', null)];
test.each<[string, Service[], DeliveredReport[], string, string[]]>([
  [
    'before it, the predecessor owes',
    IN_AUTUMN.map((each) => ({ ...each, isCurrent: each.officerId === 'a' })),
    [],
    '2026-09-01',
    ['a: overdue 2 0 1 2026-06-30'],
  ],
  ['on the day, the successor owes', HANDED_OVER, [], '2026-07-10', ['b: overdue 2 0 1 2026-06-30']],
  ['a report of the predecessor counts', HANDED_OVER, [report('a', MARCH)], '2026-07-10', ['b: due 2 1 0 2026-12-31']],
  [
    'a late one of the predecessor too',
    HANDED_OVER,
    [report('a', '2026-07-09')],
    '2026-07-10',
    ['b: due 2 1 0 2026-12-31'],
  ],
  [
    'with a gap, nobody owes the first',
    WITH_GAP,
    [],
    '2026-07-10',
    ['nobody: overdue 1 0 1 2026-06-30', 'b: due 1 0 0 2026-12-31'],
  ],
  [
    'the own report comes first',
    WITH_GAP,
    [report('b', '2026-08-01')],
    '2026-08-02',
    ['nobody: overdue 1 0 1 2026-06-30', 'b: delivered 1 1 0 -'],
  ],
  [
    'then the one that nobody owes',
    WITH_GAP,
    reportsOn('b', '2026-08-01', '2026-08-02'),
    '2026-08-02',
    ['nobody: delivered 1 1 0 -', 'b: delivered 1 1 0 -'],
  ],
  ['in each half', IN_AUTUMN, [], '2026-11-01', ['a: overdue 1 0 1 2026-06-30', 'b: due 1 0 0 2026-12-31']],
  [
    'the successor makes up for nothing',
    IN_AUTUMN,
    [report('b', '2026-11-01')],
    '2026-11-02',
    ['a: overdue 1 0 1 2026-06-30', 'b: delivered 1 1 0 -'],
  ],
  [
    'in each half, in the past',
    IN_AUTUMN,
    [report('a', MARCH)],
    '2027-03-01',
    ['a: delivered 1 1 0 -', 'b: overdue 1 0 1 2026-12-31'],
  ],
  ['nobody since', [service('a', '2021-01-01', '2026-03-01')], [], '2026-12-31', ['nobody: overdue 1 0 1 2026-06-30']],
])('hand-over: %s', (_, services, reports, today, expected) => {
  expect(dueIn2026(services, reports, today)).toEqual(expected);
});

const district = (beatId: string, change: Partial<Service> = {}) =>
  service('d', '2021-01-01', null, { role: 'district', beatId, ...change });

test('a district officer owes one report for all beats of a hromada that have no primary', () => {
  const services = [district('b-1'), service('a', '2021-01-01', null), district('b-2'), district('b-3')];
  expect(reportsDue(2026, 2, services, [], '2026-07-01')).toMatchObject([
    { officerId: 'a', beatIds: ['b-1'], owed: 2, missing: 1 },
    { officerId: 'd', beatIds: ['b-2', 'b-3'], owed: 2, missing: 1 },
  ]);
  const alone = [district('b-1'), service('a', '2021-01-01', '2026-05-05'), district('b-2')];
  expect(dueIn2026(alone, [], '2026-07-01')).toEqual(['d: overdue 2 0 1 2026-06-30']);
  const left = ['b-2', 'b-3'].map((beatId) => district(beatId, { endedOn: '2026-05-05', isCurrent: false }));
  expect(dueIn2026(left, [], '2026-07-01')).toEqual(['nobody: overdue 1 0 1 2026-06-30']);
});

test('the report of a deputy counts only where nobody owes it', () => {
  const deputy = service('p', '2021-01-01', null, { role: 'deputy' });
  const reports = [report('p', MARCH)];
  const primary = service('a', '2021-01-01', null);
  expect(dueIn2026([primary, deputy], reports, '2026-07-01')).toEqual(['a: overdue 2 0 1 2026-06-30']);
  const left = service('a', '2021-01-01', '2026-05-05');
  expect(dueIn2026([left, deputy], reports, '2026-07-01')).toEqual(['nobody: delivered 1 1 0 -']);
});

test('a beat that was retired stays due where its officer served; another one of the hromada is not confused with it', () => {
  const moved = [
    service('a', '2021-01-01', '2026-05-01'),
    service('a', '2026-05-01', null, { beatId: 'b-2', beatServedFrom: '2026-05-01' }),
  ];
  expect(dueIn2026(moved, [report('a', '2026-06-10')], '2026-07-01')).toEqual([
    'nobody: delivered 1 1 0 -',
    'a: due 1 0 0 2026-12-31',
  ]);
  const colleague = service('c', '2021-01-01', null, { beatId: 'b-3' });
  expect(
    dueIn2026([service('a', '2021-01-01', null), colleague], reportsOn('a', MARCH, '2026-04-04'), '2026-07-01'),
  ).toEqual(['a: delivered 2 2 0 -', 'c: overdue 2 0 1 2026-06-30']);
});

test('an officer who started and left on one day owes nothing; one of today does', () => {
  const services = [service('a', '2026-07-01', '2026-07-01'), service('b', '2026-07-01', null)];
  expect(dueIn2026(services, [], '2026-07-01')).toEqual(['b: due 1 0 0 2026-12-31']);
});

test('beats that different officers have left are one row of nobody, with a report of each', () => {
  const left = (officerId: string, beatId: string) => service(officerId, '2025-01-01', '2026-02-01', { beatId });
  expect(dueIn2026([left('a', 'b-1'), left('b', 'b-2')], [], '2026-07-01')).toEqual([
    'nobody: overdue 2 0 2 2026-06-30',
  ]);
});
