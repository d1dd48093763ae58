import { expect, test } from 'vitest';
import { checkPast, notAfter, type Past } from './imported-past.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const OFFICER = '0190d5c0-0000-7000-8000-000000000001';
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const past = (change: Partial<Past>): Past => ({
  registeredAt: undefined,
  officerId: '',
  issuedAt: undefined,
  ...change,
});

test.each<[string, Past]>([
  ['nothing about the past', past({})],
  ['a camera in stock for years', past({ registeredAt: ago(1_500) })],
  ['an officer since now', past({ officerId: OFFICER })],
  ['an officer since the registration', past({ registeredAt: ago(9), officerId: OFFICER, issuedAt: ago(9) })],
  ['a clock that is a little ahead', past({ registeredAt: ago(-1 / 1_440) })],
])('accepts %s', (_, given) => {
  expect(checkPast(given, NOW)).toEqual([]);
});

test.each<[string, Past, string[]]>([
  ['a registration in the future', past({ registeredAt: ago(-1) }), ['registered_time']],
  ['a registration before 1991', past({ registeredAt: new Date('0202-01-01T00:00:00Z') }), ['registered_time']],
  ['an issue in the future', past({ registeredAt: ago(1), officerId: OFFICER, issuedAt: ago(-1) }), ['issued_time']],
  ['an issue to nobody', past({ registeredAt: ago(2), issuedAt: ago(1) }), ['officer_id']],
  ['an issue before it', past({ registeredAt: ago(1), officerId: OFFICER, issuedAt: ago(2) }), ['issued_time']],
  ['an issue before now', past({ officerId: OFFICER, issuedAt: ago(2) }), ['issued_time']],
])('rejects %s by name', (_, given, fields) => {
  expect(checkPast(given, NOW).map(({ field }) => field)).toEqual(fields);
});

test('nothing begins in the future', () => {
  expect(notAfter(NOW)).toBe(NOW);
  expect(notAfter(NOW, ago(-1))).toBe(NOW);
  expect(notAfter(NOW, ago(1))).toEqual(ago(1));
});
