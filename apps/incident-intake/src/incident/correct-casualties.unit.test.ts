import { expect, test } from 'vitest';
import { correctCasualties } from './corrections.ts';
import { aCase, changeOf, fieldsOf, minutes, T0 } from '../../test/a-case.ts';
import { casualties } from '../../test/messages.ts';

const DAY = 24 * 60;
const NOW = minutes(40 * DAY);
const BEFORE = casualties({ killed: 1, injured: 4, childrenInjured: 1 });
const incident = aCase({ state: 'closed', occurredAt: T0, casualties: BEFORE });
const corrected = (killed: number, lastDeathAt?: Date, injured = 4) =>
  correctCasualties(incident, { casualties: { ...BEFORE, killed, injured }, lastDeathAt }, NOW);

test('counts a death in hospital within 30 days; the history keeps the former counts', () => {
  const { incident: after, kind, details, happenedAt } = changeOf(corrected(2, minutes(12 * DAY), 3));
  expect(after).toEqual({ ...incident, casualties: { ...BEFORE, killed: 2, injured: 3 } });
  expect(kind).toBe('casualties-corrected');
  expect(happenedAt).toEqual(NOW);
  expect(details).toMatchObject({
    killed_before: '1',
    killed_after: '2',
    injured_before: '4',
    injured_after: '3',
    children_injured_before: '1',
    defenders_killed_after: '0',
    last_death_time: '2026-03-13T10:00:00.000Z',
  });
});

test('a higher number of deaths requires the time of the last death', () => {
  expect(fieldsOf(corrected(2))).toEqual(['last_death_time']);
  expect(fieldsOf(corrected(1))).toEqual([]);
  expect(fieldsOf(corrected(0))).toEqual([]);
});

test.each([
  ['the moment of the event', 0, []],
  ['30 days after it', 30 * DAY, []],
  ['a moment before it', -0.001, ['last_death_time']],
  ['a moment more than 30 days after it', 30 * DAY + 0.001, ['last_death_time']],
])('validates a death at %s', (_when, after, fields) => {
  expect(fieldsOf(corrected(2, minutes(after)))).toEqual(fields);
});

test('rejects a death in the future', () => {
  const early = minutes(DAY);
  const outcome = correctCasualties(
    incident,
    { casualties: { ...BEFORE, killed: 2 }, lastDeathAt: minutes(2 * DAY) },
    early,
  );
  expect(fieldsOf(outcome)).toEqual(['last_death_time']);
});
