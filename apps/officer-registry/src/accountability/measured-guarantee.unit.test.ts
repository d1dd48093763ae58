import { expect, test } from 'vitest';
import type { ServingOfficer } from './guarantee.ts';
import {
  changedFigures,
  changedHromadas,
  countReports,
  type DueReportOf,
  type MeasuredGuarantee,
} from './measured-guarantee.ts';

const OPEN = [
  { code: 'a1', oblastCode: 'a' },
  { code: 'a2', oblastCode: 'a' },
  { code: 'b1', oblastCode: 'b' },
];

function serving(hromadaCode: string, change: Partial<ServingOfficer> = {}): ServingOfficer {
  const named = { officerId: `of ${hromadaCode}`, isPrimary: true, isReachable: true };
  return { ...named, hromadaCode, ...change };
}

/** `named_officer a 1 of 2` */
function texts(measured: readonly MeasuredGuarantee[]): string[] {
  return measured.map(({ metric, oblastCode, day, tally }) => {
    expect(day).toBeUndefined();
    const { kept, broken } = tally;
    return `${metric} ${oblastCode} ${kept} of ${kept + broken}`;
  });
}

test('counts the hromadas of each oblast, also of those where nobody serves', () => {
  const officers = [serving('a1'), serving('a1', { isPrimary: false }), serving('b1', { isReachable: false })];
  expect(texts(changedHromadas(OPEN, officers, []))).toEqual([
    'named_officer a 1 of 2',
    'named_officer b 1 of 1',
    'reachable a 1 of 2',
    'reachable b 0 of 1',
  ]);
});

test('says nothing where nobody has served', () => {
  expect(changedHromadas(OPEN, [], [])).toEqual([]);
});

test('only changes are measured, also that nobody serves any more, or that all hromadas of an oblast are occupied', () => {
  const first = changedHromadas(OPEN, [serving('a1')], []);
  const stored = structuredClone(first);
  expect(changedHromadas(OPEN, [serving('a1')], stored)).toEqual([]);
  expect(texts(changedHromadas(OPEN, [], stored))).toEqual(['named_officer a 0 of 2', 'reachable a 0 of 2']);
  const occupied = changedHromadas(OPEN.slice(0, 2), [serving('a1')], stored);
  expect(texts(occupied)).toEqual(['named_officer b 0 of 0', 'reachable b 0 of 0']);
  const known = [...stored.filter(({ oblastCode }) => oblastCode === 'a'), ...occupied];
  expect(changedHromadas(OPEN.slice(0, 2), [serving('a1')], known)).toEqual([]);
});

const JUNE = { start: '2026-01-01', end: '2026-06-30', oblastCode: 'a', deliveredOn: undefined };

/** `a 2026-06-30: 1 kept 0 broken 0 pending` */
function reportsOn(today: string, due: readonly DueReportOf[], published: readonly MeasuredGuarantee[] = []): string[] {
  return changedFigures(countReports(due, today), published).map(({ oblastCode, day, tally }) => {
    const { kept, broken, pending } = tally;
    return `${oblastCode} ${day}: ${kept} kept ${broken} broken ${pending} pending`;
  });
}

test('a report is in time until the last day of its part of the year, and those of later parts are left out', () => {
  const later = { ...JUNE, start: '2026-07-01', end: '2026-12-31' };
  const delivered = (deliveredOn: string) => ({ ...JUNE, deliveredOn });
  const due = [JUNE, delivered('2026-06-30'), delivered('2026-07-01'), later];
  expect(reportsOn('2026-06-30', due.slice(0, 2))).toEqual(['a 2026-06-30: 1 kept 0 broken 1 pending']);
  expect(reportsOn('2026-07-01', due)).toEqual([
    'a 2026-06-30: 1 kept 2 broken 0 pending',
    'a 2026-12-31: 0 kept 0 broken 1 pending',
  ]);
});

test('only changes of reports are measured, also that nobody owes any for a day', () => {
  const published = changedFigures(countReports([JUNE], '2026-06-01'), []);
  expect(reportsOn('2026-06-02', [JUNE], published)).toEqual([]);
  expect(reportsOn('2026-07-01', [JUNE], published)).toEqual(['a 2026-06-30: 0 kept 1 broken 0 pending']);
  expect(reportsOn('2026-06-02', [], published)).toEqual(['a 2026-06-30: 0 kept 0 broken 0 pending']);
});
