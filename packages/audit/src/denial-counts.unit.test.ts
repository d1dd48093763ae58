import { expect, it } from 'vitest';
import { DenialCounts } from './denials/denial-counts.ts';
import type { DeniedCall } from './denials/denied-call.ts';

const AT = new Date('2026-11-25T10:00:00.000Z');

function denied(change: Partial<DeniedCall> = {}): DeniedCall {
  const who = { system: 'nats', edrpou: '', actingUser: '', purpose: '' };
  return { ...who, method: '/a.B/C', refusal: 'PERMISSION_DENIED SCOPE_MISSING', subjectIds: [], ...change };
}

function give(counts: DenialCounts, now: number, isLast = false) {
  const { entries, written } = counts.due(now, isLast);
  written();
  return entries.map(({ times, method }) => ({ times, method }));
}

it('the first of its kind is due at once, equal ones of the next minute as one entry with a count', () => {
  const counts = new DenialCounts();
  counts.add(denied(), AT);
  expect(give(counts, 0)).toEqual([{ times: 1, method: '/a.B/C' }]);
  for (let more = 0; more < 500; more += 1) counts.add(denied(), AT);
  expect(give(counts, 59_000)).toEqual([]);
  expect(give(counts, 60_000)).toEqual([{ times: 500, method: '/a.B/C' }]);
  expect(give(counts, 120_000)).toEqual([]);
});

it('another person, method, reason or case is a separate entry', () => {
  const counts = new DenialCounts();
  const others = [
    {},
    { actingUser: 'a' },
    { method: '/a.B/D' },
    { refusal: 'UNAUTHENTICATED X' },
    { subjectIds: ['x'] },
  ];
  for (const other of others) counts.add(denied(other), AT);
  expect(give(counts, 0)).toHaveLength(others.length);
});

it('a flood of different denials is aggregated, and its sum is right', () => {
  const counts = new DenialCounts();
  for (let one = 0; one < 10_000; one += 1) counts.add(denied({ actingUser: `user-${one}` }), AT);
  counts.add(denied({ system: 'another' }), AT);
  const entries = give(counts, 0);
  expect(entries).toHaveLength(256 + 1 + 1);
  expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(10_001);
  expect(entries.filter(({ method }) => method === '')).toEqual([{ times: 10_000 - 256, method: '' }]);
  // A minute later it may have the same number of different ones again.
  expect(give(counts, 60_000)).toEqual([]);
  counts.add(denied({ actingUser: 'again' }), AT);
  expect(give(counts, 60_250)).toEqual([{ times: 1, method: '/a.B/C' }]);
});

it('what was not written is due again, together with later denials', () => {
  const counts = new DenialCounts();
  counts.add(denied(), AT);
  const failed = counts.due(0, false);
  expect(failed.entries).toHaveLength(1);
  counts.add(denied(), AT);
  expect(give(counts, 250)).toEqual([{ times: 2, method: '/a.B/C' }]);
});

it('denials during a write are not lost', () => {
  const counts = new DenialCounts();
  counts.add(denied(), AT);
  const { written } = counts.due(0, false);
  counts.add(denied(), AT);
  written();
  expect(give(counts, 250)).toEqual([]);
  expect(give(counts, 300, true)).toEqual([{ times: 1, method: '/a.B/C' }]);
});
