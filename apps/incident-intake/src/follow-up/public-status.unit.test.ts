import { expect, test } from 'vitest';
import { CATEGORIES, isSensitive } from '../catalogue/category.ts';
import { INCIDENT_STATES } from '../incident/states.ts';
import { confirmFixed, reopenReport } from './follow-up.commands.ts';
import { publicStatus, voicedStatus, type FollowedReport } from './public-status.ts';
import { addToReport } from './addition.ts';
import { aCase, changeOf, minutes, POLICY, T0 } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const DAY = 24 * 60;
const PLAIN: FollowedReport = {
  category: 'infrastructure',
  attributes: {},
  isSensitive: false,
  hromadaCode: VINNYTSIA,
  receivedAt: T0,
  state: 'received',
  stateSince: T0,
  primary: undefined,
  additions: 0,
  services: ['police', 'ambulance'],
  erased: false,
  isTest: false,
};

test('every state has its own text in both languages, in full sentences', () => {
  const texts = INCIDENT_STATES.map((state) => publicStatus({ ...PLAIN, state }, T0).text);
  expect(new Set(texts.map(({ uk }) => uk)).size).toBe(INCIDENT_STATES.length);
  expect(new Set(texts.map(({ en }) => en)).size).toBe(INCIDENT_STATES.length);
  for (const { uk, en } of texts) {
    expect(uk).toMatch(/^[А-ЯІЇЄҐ][А-Яа-яІіЇїЄєҐґ’,;:. ]+\.$/u);
    expect(en).toMatch(/^[A-Z][A-Za-z,;:. ]+\.$/);
  }
});

test('who only follows the report of another person sees its state in words of its own, and may do nothing', () => {
  const texts = INCIDENT_STATES.map((state) => voicedStatus({ ...PLAIN, state }).text);
  expect(new Set(texts.map(({ uk }) => uk)).size).toBe(INCIDENT_STATES.length);
  for (const { uk, en } of texts) expect([/[Вв]аш/.test(uk), /\byour\b/i.test(en)]).toEqual([false, false]);
  const nothing = { isVoice: true, additionsLeft: 0, mayConfirm: false, mayReopen: false };
  expect(voicedStatus({ ...PLAIN, state: 'resolved' })).toMatchObject(nothing);
  const primary = { state: 'closed', stateSince: minutes(9) } as const;
  const joined = voicedStatus({ ...PLAIN, state: 'duplicate', primary });
  expect(joined).toMatchObject({ ...nothing, state: 'closed', open: { stateSince: minutes(9) } });
  expect([joined.text.uk, joined.text.en]).toEqual([
    expect.stringContaining('об’єднано'),
    expect.stringContaining('joined'),
  ]);
});

test.each(CATEGORIES)('shows time, category and place of %s only if it is not sensitive', (category) => {
  const { open } = publicStatus({ ...PLAIN, category, isSensitive: isSensitive(category) }, T0);
  const signature = { uk: 'поліція, екстрена медична допомога', en: 'police, ambulance' };
  const shown = { receivedAt: T0, stateSince: T0, category, attributes: {}, hromadaCode: VINNYTSIA, signature };
  expect(open).toEqual(isSensitive(category) ? undefined : shown);
});

test('a duplicate shows the state of its primary and says so; a sensitive one does not disclose that there is another', () => {
  const joined = { ...PLAIN, state: 'duplicate', primary: { state: 'resolved', stateSince: minutes(9) } } as const;
  const status = publicStatus(joined, T0);
  expect(status).toMatchObject({ state: 'resolved', mayConfirm: false, mayReopen: false, additionsLeft: 50 });
  expect(status.open?.stateSince).toEqual(minutes(9));
  expect(status.text.uk).toContain('об’єднано');
  expect(status.text.en).toContain('joined');
  const sensitive = publicStatus({ ...joined, category: 'domestic_violence', isSensitive: true }, T0);
  expect(sensitive.text.uk).not.toContain('об’єднано');
  expect(sensitive.text.en).not.toContain('joined');
});

test('the actions of a reporter follow from the state, the time and the additions left', () => {
  const may = (more: Partial<FollowedReport>, day = 0) => {
    const { mayConfirm, mayReopen, additionsLeft } = publicStatus({ ...PLAIN, ...more }, minutes(day * DAY));
    return [mayConfirm, mayReopen, additionsLeft];
  };
  expect(may({})).toEqual([false, false, 50]);
  expect(may({ state: 'resolved' }, 30)).toEqual([true, true, 50]);
  expect(may({ state: 'resolved' }, 31)).toEqual([true, false, 50]);
  expect(may({ state: 'closed', additions: 49 })).toEqual([false, true, 1]);
  expect(may({ state: 'rejected', additions: 50 })).toEqual([false, false, 0]);
  expect(may({ state: 'closed', erased: true })).toEqual([false, false, 0]);
});

test.each(INCIDENT_STATES)('the allowed actions for a report that is %s match the commands that succeed', (state) => {
  const incident = aCase({ state });
  const { mayConfirm, mayReopen } = publicStatus({ ...PLAIN, state }, minutes(5));
  expect('incident' in confirmFixed(incident, POLICY, minutes(5))).toBe(mayConfirm);
  expect('incident' in reopenReport(incident, '', POLICY, minutes(5))).toBe(mayReopen);
});

test('a reporter can close and reopen, and the history attributes it to the reporter', () => {
  const resolved = aCase({ state: 'resolved', stateSince: T0 });
  expect(changeOf(confirmFixed(resolved, POLICY, minutes(1)))).toMatchObject({
    kind: 'closed',
    details: { by: 'reporter' },
    incident: { state: 'closed' },
  });
  const reopened = changeOf(reopenReport(resolved, '', POLICY, minutes(1)));
  expect(reopened).toMatchObject({ kind: 'reopened', details: { by: 'reporter' }, incident: { state: 'reopened' } });
  expect(reopened.incident.dueAt).toBeInstanceOf(Date);
});

test('a report can be reopened until 30 days after its end', () => {
  const closed = aCase({ state: 'closed', stateSince: T0 });
  expect('incident' in reopenReport(closed, '', POLICY, minutes(30 * DAY))).toBe(true);
  expect(reopenReport(closed, '', POLICY, minutes(30 * DAY + 1))).toMatchObject({ reason: 'REOPEN_TOO_LATE' });
});

test('an addition leaves the state unchanged; the 51st is rejected', () => {
  const incident = aCase({ state: 'on_scene' });
  expect(changeOf(addToReport(incident, 'a-1', 49, T0))).toEqual({
    incident,
    kind: 'reporter-added',
    happenedAt: T0,
    details: { by: 'reporter', addition_id: 'a-1' },
  });
  expect(addToReport(incident, 'a-1', 50, T0)).toMatchObject({ reason: 'TOO_MANY_ADDITIONS' });
});
