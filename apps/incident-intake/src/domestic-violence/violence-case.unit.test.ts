import { isDay, kyivDay, monthsAfter } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { checkFacts, identityOf, type CaseFacts, type ConcernedPerson } from './case-facts.ts';
import { checkDone, checkDue, checkFinding, done } from './follow-up-visit.ts';
import { accept, checkRequest } from './referral.ts';

const NOW = new Date('2026-11-24T23:30:00Z');
const NOBODY: ConcernedPerson = { fullName: '', birthDate: '', phone: '', address: '' };
const fieldsOf = (violations: readonly { field: string }[]): string[] => violations.map(({ field }) => field);
const facts = (more: Partial<CaseFacts>): string[] =>
  fieldsOf(
    checkFacts({ forms: ['physical'], victim: NOBODY, offender: undefined, children: 0, narrative: '', ...more }, NOW),
  );

test('a case has at least one form of violence, each once', () => {
  expect(facts({ forms: [] })).toEqual(['forms']);
  expect(facts({ forms: ['physical', 'sexual', 'physical'] })).toEqual(['forms[2]']);
  expect(facts({ forms: ['physical', 'sexual', 'psychological', 'economic'] })).toEqual([]);
});

test.each([
  ['narrative', 8_000, (text: string) => ({ narrative: text })],
  ['victim.full_name', 200, (text: string) => ({ victim: { ...NOBODY, fullName: text } })],
  ['victim.address', 300, (text: string) => ({ victim: { ...NOBODY, address: text } })],
  ['offender.full_name', 200, (text: string) => ({ offender: { ...NOBODY, fullName: text } })],
  ['offender.address', 300, (text: string) => ({ offender: { ...NOBODY, address: text } })],
])('%s has at most %i characters, and stores its text', (field, most, of) => {
  expect(facts(of('ї'.repeat(most)))).toEqual([]);
  expect(facts(of('ї'.repeat(most + 1)))).toEqual([field]);
  expect(facts(of('\u202e'))).toEqual([field]);
});

test('accepts at most 30 children in the household, and a valid phone number', () => {
  expect(facts({ children: 30 })).toEqual([]);
  expect(facts({ children: 31 })).toEqual(['children']);
  expect(facts({ victim: { ...NOBODY, phone: '+380671112233' } })).toEqual([]);
  expect(facts({ victim: { ...NOBODY, phone: '0671112233' } })).toEqual(['victim.phone']);
});

// In Kyiv it is the 25th already.
test.each(['', '1900-01-01', '2026-11-25', '2024-02-29'])('accepts %j as a birth date', (birthDate) => {
  expect(facts({ offender: { ...NOBODY, birthDate } })).toEqual([]);
});

test.each(['1899-12-31', '2026-11-26', '2023-02-29', '1990-13-01', '1990-00-10', '1990-1-1', '31.12.1990', ' '])(
  'rejects %j as a birth date',
  (birthDate) => {
    expect(facts({ offender: { ...NOBODY, birthDate } })).toEqual(['offender.birth_date']);
  },
);

const identity = (fullName: string, birthDate = '1980-05-17') => identityOf({ ...NOBODY, fullName, birthDate });

test.each([
  'Дем’янчук  Лук\u02bcян-Іван',
  " дем'янчук лук'ян - іван ",
  'ДЕМ`ЯНЧУК\u00a0ЛУК\u2018ЯН\u2013ІВАН',
  'Дем*янчук Лук\u2032ян\u2011Іван'.normalize('NFD'),
])('recognises the same person however the name was typed: %s', (name) => {
  expect(identity(name)).toBe(identity("Дем'янчук Лук'ян-Іван"));
});

test('distinguishes people by name and birth date, and matches nobody without either', () => {
  expect(identity('Іван Коваль')).not.toBe(identity('Іван Ковальов'));
  expect(identity('Іван Коваль')).not.toBe(identity('Іван Коваль', '1980-05-18'));
  expect(identity('Іван Коваль', '')).toBeUndefined();
  expect(identity('  ')).toBeUndefined();
});

test('days and months are those of Kyiv time', () => {
  expect(kyivDay(new Date('2026-06-30T20:59:59Z'))).toBe('2026-06-30');
  expect(kyivDay(new Date('2026-06-30T21:00:00Z'))).toBe('2026-07-01');
  expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28');
  expect(monthsAfter('2026-12-01', 1)).toBe('2027-01-01');
  expect(monthsAfter('2027-08-31', 6)).toBe('2028-02-29');
  expect([isDay('2100-02-29'), isDay('2000-02-29')]).toEqual([false, true]);
});

test('a visit is planned from now to two years ahead', () => {
  const due = (time: string): string[] => fieldsOf(checkDue(new Date(time), NOW));
  expect(due('2026-11-24T23:30:00Z')).toEqual([]);
  expect(due('2026-11-24T23:28:59Z')).toEqual(['due_time']);
  expect(due('2028-11-24T23:30:00Z')).toEqual([]);
  expect(due('2028-11-24T23:30:01Z')).toEqual(['due_time']);
});

test('a visit took place between the opening of the case and now', () => {
  const openedAt = new Date('2026-11-01T00:00:00Z');
  const at = (time: string): string[] => fieldsOf(checkDone(new Date(time), openedAt, NOW));
  expect(at('2026-11-01T00:00:00Z')).toEqual([]);
  expect(at('2026-10-31T23:59:59.999Z')).toEqual(['done_time']);
  expect(at('2026-11-24T23:30:00Z')).toEqual([]);
  expect(at('2026-11-24T23:31:01Z')).toEqual(['done_time']);
});

test('the result of a visit is recorded once', () => {
  expect(fieldsOf(checkFinding(' \n'))).toEqual(['finding']);
  expect(fieldsOf(checkFinding('є'.repeat(2_001)))).toEqual(['finding']);
  expect(checkFinding('є'.repeat(2_000))).toEqual([]);
  const visit = { visitId: 'v', dueAt: NOW, doneAt: undefined, finding: '' };
  const recorded = { ...visit, doneAt: NOW, finding: 'усе добре' };
  expect(done(visit, NOW, 'усе добре')).toEqual(recorded);
  expect(done(recorded, NOW, 'інше')).toMatchObject({ reason: 'ALREADY_DONE' });
});

test('a referral has at most 500 characters and is accepted once', () => {
  expect(checkRequest('прихисток'.padEnd(500, '…'))).toEqual([]);
  expect(fieldsOf(checkRequest('…'.repeat(501)))).toEqual(['request']);
  const referral = { referralId: 'r', hromadaCode: 'h', referredAt: NOW, request: '', acceptedAt: undefined };
  expect(accept(referral, NOW)).toEqual({ ...referral, acceptedAt: NOW });
  expect(accept({ ...referral, acceptedAt: NOW }, NOW)).toMatchObject({ reason: 'ALREADY_ACCEPTED' });
});
