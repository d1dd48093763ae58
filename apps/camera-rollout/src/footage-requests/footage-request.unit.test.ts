import { isRefused, Refusal } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { deadlinesBy, type Deadlines } from '../deadlines/deadline.ts';
import { FIRST_CALENDAR, FIRST_TERMS } from '../deadlines/first-rules.ts';
import { GIVEN } from '../../test/given-request.ts';
import {
  appeal,
  assign,
  checkSubmission,
  decide,
  decideAppeal,
  extend,
  isOverdue,
  openDueAt,
  submit,
  type AppealOutcome,
  type Decider,
  type FootageRequest,
  type NewRequest,
} from './footage-request.ts';

const NOW = new Date('2026-08-21T09:00:00Z');
const DUE = new Date('2026-08-28T20:59:59.999Z');
const LATE = new Date('2026-08-29T09:00:00Z');
const RULES = deadlinesBy(FIRST_TERMS, FIRST_CALENDAR);
const NO_RULES = deadlinesBy([], FIRST_CALENDAR);
const KNOWN = { isKnown: true };
const DESK = { system: 'desk', user: 'olena' };
const HEAD = { system: 'desk', user: 'ivan' };

function accepted<T>(decision: T | Refusal): T {
  if (decision instanceof Refusal) throw decision;
  return decision;
}

const received = accepted(submit(GIVEN, RULES, KNOWN, 'id', NOW));
const assigned = accepted(assign(received, '1', 'olena'));
const decision = { outcome: 'refused', redactionRequired: false, decidedBy: DESK } as const;
const decided = accepted(decide(assigned, '2', decision, NOW));
const appealed = accepted(appeal(decided, RULES, LATE));

const fieldsOf = (change: Partial<NewRequest>): string[] =>
  checkSubmission({ ...GIVEN, ...change }).map(({ field }) => field);

test('a request gets the deadlines of the day of receipt, and holds no personal data', () => {
  expect(received).toMatchObject({ state: 'received', dueAt: DUE, extended: false, version: 1 });
  expect(received.longestAt?.toISOString()).toBe('2026-09-18T20:59:59.999Z');
  expect(JSON.stringify(received)).not.toMatch(/Тестова|Запис|\+380/);
  const onPaper = accepted(submit({ ...GIVEN, receivedAt: new Date('2026-08-19T09:00:00Z') }, RULES, KNOWN, 'id', NOW));
  expect(onPaper.dueAt.toISOString()).toBe('2026-08-26T20:59:59.999Z');
});

test('each rule of a submission names its field', () => {
  expect(fieldsOf({})).toEqual([]);
  expect(fieldsOf({ kind: 'complaint', track: 'urgent' })).toEqual(['track']);
  expect(fieldsOf({ track: 'simple' })).toEqual(['track']);
  expect(fieldsOf({ kind: 'complaint', track: 'simple' })).toEqual([]);
  expect(fieldsOf({ requestText: 'мало' })).toEqual(['request_text']);
  expect(fieldsOf({ footageTo: new Date('2026-08-20T08:59:59Z') })).toEqual(['footage_to_time']);
  expect(fieldsOf({ footageTo: new Date('2026-08-21T09:00:01Z') })).toEqual(['footage_to_time']);
  const requester = (change: object) => fieldsOf({ requester: { ...GIVEN.requester, ...change } });
  expect(requester({ fullName: '' })).toContain('requester.full_name');
  expect(requester({ phone: '12' })).toEqual(['requester.phone']);
  expect(requester({ phone: '' })).toEqual(['requester.address']);
  expect(requester({ phone: '', address: 'a@b.ua' })).toEqual([]);
  expect(requester({ authority: 'ордер 1' })).toEqual(['requester.authority']);
  expect(fieldsOf({ kind: 'attorney' })).toEqual(['requester.authority']);
});

test.each([
  ['received_time', { receivedAt: LATE }],
  ['footage_from_time', { footageFrom: LATE, footageTo: LATE }],
  ['footage_to_time', { footageTo: LATE }],
  ['footage_from_time', { footageFrom: new Date('1990-01-01T00:00:00Z') }],
])('a submission with a bad %s is invalid', (field, change) => {
  const refusal = submit({ ...GIVEN, ...change }, RULES, KNOWN, 'id', NOW) as Refusal;
  expect(refusal.violations.map((each) => each.field)).toContain(field);
});

test('an unknown unit and a kind without a rule are refused', () => {
  expect(submit(GIVEN, RULES, { isKnown: false }, 'id', NOW)).toMatchObject({ reason: 'UNIT_UNKNOWN' });
  expect(submit(GIVEN, NO_RULES, KNOWN, 'id', NOW)).toMatchObject({ reason: 'NO_DEADLINE' });
});

test('a request is assigned, also to somebody else, until it is decided', () => {
  expect(assigned).toMatchObject({ state: 'assigned', assignee: 'olena', version: 2 });
  expect(assign(assigned, '2', 'ivan')).toMatchObject({ state: 'assigned', assignee: 'ivan' });
  expect(assign(assigned, '1', 'ivan')).toMatchObject({ reason: 'ETAG_STALE' });
  expect(assign(decided, '3', 'ivan')).toMatchObject({ reason: 'REQUEST_DECIDED' });
});

test('a deadline is extended once, in time, and only if the law allows it', () => {
  const extended = accepted(extend(assigned, '2', NOW));
  expect(extended).toMatchObject({ extended: true, dueAt: received.longestAt });
  expect(extend(extended, '3', NOW)).toMatchObject({ reason: 'EXTENDED_ALREADY' });
  expect(extend(assigned, '2', LATE)).toMatchObject({ reason: 'OVERDUE_ALREADY' });
  expect(extend(decided, '3', NOW)).toMatchObject({ reason: 'REQUEST_DECIDED' });
  const own = accepted(submit({ ...GIVEN, kind: 'own_data' }, RULES, KNOWN, 'id', NOW));
  expect(extend(own, '1', NOW)).toMatchObject({ reason: 'NOT_EXTENDABLE' });
});

test('a decision needs an assignee, and comes once', () => {
  expect(decided).toMatchObject({ state: 'decided', decision: { outcome: 'refused', decidedAt: NOW } });
  expect(decide(received, '1', decision, NOW)).toMatchObject({ reason: 'REQUEST_NOT_ASSIGNED' });
  expect(decide(decided, '3', decision, NOW)).toMatchObject({ reason: 'REQUEST_DECIDED' });
  expect(decide(appealed, '4', decision, NOW)).toMatchObject({ reason: 'REQUEST_DECIDED' });
});

test('redaction is required of footage that is given only', () => {
  const redacted = { ...decision, redactionRequired: true };
  const refusal = decide(assigned, '2', redacted, NOW) as Refusal;
  expect(refusal.violations.map(({ field }) => field)).toEqual(['redaction_required']);
  for (const outcome of ['granted', 'partly_granted'] as const) {
    expect(isRefused(decide(assigned, '2', { ...redacted, outcome }, NOW))).toBe(false);
  }
});

test('a decision is appealed once, with the deadline of the day of the appeal', () => {
  expect(appealed).toMatchObject({ state: 'appealed', appeal: { appealedAt: LATE } });
  expect(appealed.appeal.dueAt.toISOString()).toBe('2026-09-29T20:59:59.999Z');
  expect(appeal(assigned, RULES, NOW)).toMatchObject({ reason: 'REQUEST_NOT_DECIDED' });
  expect(appeal(appealed, RULES, LATE)).toMatchObject({ reason: 'APPEALED_ALREADY' });
  expect(appeal(decided, NO_RULES, LATE)).toMatchObject({ reason: 'NO_DEADLINE' });
});

interface Settled {
  readonly etag?: string;
  readonly outcome?: AppealOutcome;
  readonly by?: Decider;
  readonly rules?: Deadlines;
}

function settle(
  request: FootageRequest,
  { etag = '4', outcome = 'upheld', by = HEAD, rules = RULES }: Settled = {},
): ReturnType<typeof decideAppeal> {
  return decideAppeal(request, etag, { outcome, by }, rules, LATE);
}

test('an appeal is decided by another person, once', () => {
  const done = accepted(settle(appealed, { outcome: 'dismissed' }));
  expect(done).toMatchObject({ state: 'appeal_decided', decision, appeal: { outcome: 'dismissed', decidedAt: LATE } });
  expect(settle(appealed, { by: DESK })).toMatchObject({ reason: 'OWN_DECISION' });
  expect(settle(appealed, { etag: '3' })).toMatchObject({ reason: 'ETAG_STALE' });
  expect(settle(decided, { etag: '3' })).toMatchObject({ reason: 'NOT_APPEALED' });
  expect(settle(done, { etag: '5' })).toMatchObject({ reason: 'NOT_APPEALED' });
  expect(settle(appealed, { rules: NO_RULES })).toMatchObject({ reason: 'NO_DEADLINE' });
});

test('whom a system does not name may have decided the request: it decides no appeal against its own decision', () => {
  const refused = { kind: 'permission-denied', reason: 'OWN_DECISION' };
  const unnamed = { system: 'desk', user: '' };
  const byUnnamed = accepted(decide(assigned, '2', { ...decision, decidedBy: unnamed }, NOW));
  const appealedOf = accepted(appeal(byUnnamed, RULES, LATE));
  for (const request of [appealed, appealedOf]) expect(settle(request, { by: unnamed })).toMatchObject(refused);
  expect(settle(appealedOf)).toMatchObject({ state: 'assigned' });
  for (const user of ['', 'olena'])
    expect(settle(appealed, { by: { system: 'head-office', user } })).toMatchObject({ state: 'assigned' });
});

test('an upheld appeal reopens the request with a new term of its own kind, and the next decision is final', () => {
  const reopened = accepted(settle(appealed));
  // Five working days after Saturday 29 August, and 20 if it is extended.
  const [dueAt, longestAt] = [new Date('2026-09-04T20:59:59.999Z'), new Date('2026-09-25T20:59:59.999Z')];
  expect(reopened).toMatchObject({
    state: 'assigned',
    assignee: 'olena',
    dueAt,
    longestAt,
    extended: false,
    former: { decision: { ...decision, decidedAt: NOW }, dueAt: DUE, extended: false },
    appeal: { outcome: 'upheld', decidedAt: LATE },
    version: 5,
  });
  expect(reopened.decision).toBeUndefined();
  expect(openDueAt(reopened)).toEqual(dueAt);
  expect(isOverdue(reopened, new Date(dueAt.getTime() + 1))).toBe(true);
  expect(extend(reopened, '5', LATE)).toMatchObject({ extended: true, dueAt: longestAt });
  expect(settle(reopened, { etag: '5' })).toMatchObject({ reason: 'NOT_APPEALED' });
  const again = accepted(decide(reopened, '5', { ...decision, outcome: 'granted' }, LATE));
  expect(again).toMatchObject({ state: 'decided', decision: { outcome: 'granted' }, former: { decision } });
  expect(openDueAt(again)).toBeUndefined();
  expect(isOverdue(again, LATE)).toBe(false);
  expect(appeal(again, RULES, LATE)).toMatchObject({ reason: 'APPEALED_ALREADY' });
});

test('what the kind does not allow to extend, it does not allow after an appeal either', () => {
  const urgent = accepted(settle({ ...appealed, track: 'urgent' }));
  expect(urgent.dueAt).toEqual(new Date(LATE.getTime() + 48 * 3_600_000));
  expect(extend(urgent, '5', LATE)).toMatchObject({ reason: 'NOT_EXTENDABLE' });
});

test('a request is overdue after its last millisecond, and stays so if it is decided late', () => {
  const after = new Date(DUE.getTime() + 1);
  expect([isOverdue(assigned, DUE), isOverdue(assigned, after)]).toEqual([false, true]);
  expect(isOverdue(decided, after)).toBe(false);
  expect(isOverdue(accepted(decide(assigned, '2', decision, after)), after)).toBe(true);
  expect(isOverdue(appealed, new Date(appealed.appeal.dueAt.getTime() + 1))).toBe(true);
});

test('only what is undecided has an open deadline', () => {
  const open = (request: FootageRequest) => openDueAt(request)?.toISOString();
  expect([open(received), open(assigned)]).toEqual([DUE.toISOString(), DUE.toISOString()]);
  expect(open(decided)).toBeUndefined();
  expect(open(appealed)).toBe(appealed.appeal.dueAt.toISOString());
  expect(open(accepted(settle(appealed, { outcome: 'dismissed' })))).toBeUndefined();
});
