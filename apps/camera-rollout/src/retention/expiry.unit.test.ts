import { expect, test } from 'vitest';
import type { ExpiryState } from './expiry-steps.ts';
import { announcedUntil, nextStep, takenBack, type ExpiryStep, type Retained } from './expiry.ts';
import { refuseDeleted, refuseRestore, checkCaseNumber, release, type Hold } from './hold.ts';

const TERM = { validFrom: '2020-01-01', noticeDays: 3, restoreDays: 10, source: 'наказ', confirmed: true };
const TODAY = '2026-06-10';

function retained(change: Partial<Retained> = {}): Retained {
  return { state: 'kept', dueOn: TODAY, expiresOn: undefined, restorableUntil: undefined, ...change };
}

const ANNOUNCED = retained({ state: 'announced', expiresOn: TODAY });
const EXPIRED = retained({ state: 'expired', restorableUntil: '2026-06-09' });

test('the notice is full days between the announcement and the expiry', () => {
  expect(announcedUntil(TERM, TODAY)).toBe('2026-06-14');
});

test.each<[string, Retained, ExpiryStep | undefined]>([
  ['kept and due', retained(), { kind: 'announce', expiresOn: '2026-06-14' }],
  ['due when the notice ends', retained({ dueOn: '2026-06-14' }), { kind: 'announce', expiresOn: '2026-06-14' }],
  ['due later', retained({ dueOn: '2026-06-15' }), undefined],
  ['kept for ever', retained({ dueOn: undefined }), undefined],
  ['announced until tomorrow', retained({ ...ANNOUNCED, expiresOn: '2026-06-11' }), undefined],
  ['announced until today', ANNOUNCED, { kind: 'expire', restorableUntil: '2026-06-20' }],
  ['announced, and now kept longer', retained({ ...ANNOUNCED, dueOn: '2026-06-11' }), { kind: 'cancel' }],
  ['announced, and now kept for ever', retained({ ...ANNOUNCED, dueOn: undefined }), { kind: 'cancel' }],
  ['expired yesterday', EXPIRED, { kind: 'delete' }],
  ['restorable today', retained({ ...EXPIRED, restorableUntil: TODAY }), undefined],
  ['expired, and now kept longer', retained({ ...EXPIRED, dueOn: '2026-06-11' }), { kind: 'restore' }],
  ['expired, and now kept for ever', retained({ ...EXPIRED, dueOn: undefined }), { kind: 'restore' }],
  ['deleted', retained({ state: 'deleted' }), undefined],
])('takes one step at a time: %s', (_what, recording, step) => {
  expect(nextStep(recording, TERM, TODAY, false)).toEqual(step);
});

test('with a notice that is longer than the retention, the expiry of a new recording is announced at once', () => {
  const step = { kind: 'announce', expiresOn: '2026-08-10' };
  expect(nextStep(retained({ dueOn: '2026-07-12' }), { ...TERM, noticeDays: 60 }, TODAY, false)).toEqual(step);
});

test.each<[ExpiryState, ExpiryStep | undefined]>([
  ['kept', undefined],
  ['announced', { kind: 'cancel' }],
  ['expired', { kind: 'restore' }],
  ['deleted', undefined],
])('nothing that is frozen expires: %s', (state, step) => {
  const recording = retained({ state, expiresOn: TODAY, restorableUntil: '2026-06-09' });
  expect(nextStep(recording, TERM, TODAY, true)).toEqual(step);
  expect(takenBack({ state }).map((taken) => taken.step)).toEqual(step === undefined ? [] : [step]);
});

test('without a confirmed term nothing is announced and nothing expires', () => {
  expect(nextStep(retained(), undefined, TODAY, false)).toBeUndefined();
  expect(nextStep(ANNOUNCED, undefined, TODAY, false)).toBeUndefined();
});

test('only an expired recording is restored, and a deleted one is never', () => {
  expect(refuseRestore({ state: 'expired' })).toBeUndefined();
  for (const state of ['kept', 'announced'] as const) {
    expect(refuseRestore({ state })).toMatchObject({ reason: 'RECORDING_NOT_EXPIRED' });
  }
  expect(refuseRestore({ state: 'deleted' })).toMatchObject({ reason: 'RECORDING_DELETED' });
  expect(refuseDeleted([{ state: 'kept' }, { state: 'expired' }])).toBeUndefined();
  expect(refuseDeleted([{ state: 'kept' }, { state: 'deleted' }])).toMatchObject({ reason: 'RECORDING_DELETED' });
});

test('a hold is released once', () => {
  const at = new Date('2026-06-10T10:00:00Z');
  const hold: Hold = {
    holdId: 'h',
    kind: 'legal',
    caseNumber: '',
    reason: 'ухвала суду',
    placedAt: at,
    caller: 'client',
    releasedAt: undefined,
    releaseReason: '',
  };
  const released = release(hold, 'справу закрито', at) as Hold;
  expect(released).toEqual({ ...hold, releasedAt: at, releaseReason: 'справу закрито' });
  expect(release(released, 'справу закрито', at)).toMatchObject({ kind: 'not-found' });
});

test('a case has a number, and a legal hold has none', () => {
  expect(checkCaseNumber('case', '12026000000000001')).toEqual([]);
  expect(checkCaseNumber('legal', '')).toEqual([]);
  expect(checkCaseNumber('case', '').map(({ field }) => field)).toContain('case_number');
  expect(checkCaseNumber('legal', '1').map(({ field }) => field)).toEqual(['case_number']);
});
