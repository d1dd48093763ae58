import { expect, test } from 'vitest';
import { HELPLINES } from './helplines.ts';
import { hoursOf } from './hours.page.ts';
import { opennessAt, type Hours } from './opening-hours.ts';

const WORKDAYS: Hours = [
  { firstDay: 1, lastDay: 5, opens: '09:00', closes: '13:00' },
  { firstDay: 1, lastDay: 5, opens: '14:00', closes: '18:00' },
];

test.each([
  ['in winter', '2026-12-02T06:59:00Z', { weekday: 3, opens: '09:00' }],
  ['as it opens', '2026-12-02T07:00:00Z', 'open'],
  ['in summer', '2026-07-01T06:00:00Z', 'open'],
  ['at noon', '2026-12-02T11:30:00Z', { weekday: 3, opens: '14:00' }],
  ['as it closes', '2026-12-02T16:00:00Z', { weekday: 4, opens: '09:00' }],
  ['before the weekend', '2026-12-04T16:00:00Z', { weekday: 1, opens: '09:00' }],
  ['on the weekend', '2026-12-05T10:00:00Z', { weekday: 1, opens: '09:00' }],
  ['on Sunday night, when it is Monday in Kyiv', '2026-12-06T22:30:00Z', { weekday: 1, opens: '09:00' }],
] as const)('a line of workdays %s', (_when, now, expected) => {
  expect(opennessAt(WORKDAYS, new Date(now))).toEqual(expected);
});

test('a line that always answers is open, one of a single day opens in a week, and one without hours never', () => {
  const now = new Date('2026-12-02T16:00:00Z');
  expect(opennessAt('always', now)).toBe('open');
  expect(opennessAt([{ firstDay: 3, lastDay: 3, opens: '10:00', closes: '12:00' }], now)).toEqual({
    weekday: 3,
    opens: '10:00',
  });
  expect(opennessAt([], now)).toBeUndefined();
});

test('a page says the hours in words, and of a timetable whether somebody answers now, if that was confirmed', () => {
  const [known] = HELPLINES;
  if (known === undefined) throw new Error('there is no helpline');
  const line = { ...known, hours: WORKDAYS };
  const asked = (language: 'uk' | 'en', time: string) => ({ language, now: new Date(time), day: time.slice(0, 10) });
  const plain = (text: string) => text.replaceAll('\u00A0', ' ');
  expect(hoursOf(line, asked('uk', '2026-12-02T08:00:00Z'))).toBe(
    'Години: понеділок–п’ятниця, 09:00–13:00; понеділок–п’ятниця, 14:00–18:00. За розкладом зараз відповідають.',
  );
  expect(plain(hoursOf(line, asked('uk', '2026-12-04T16:00:00Z')))).toContain(
    'Зараз не відповідають. Наступні години: понеділок, з 09:00.',
  );
  expect(hoursOf(line, asked('en', '2026-12-04T16:00:00Z'))).toContain('Closed now. Opens next: Monday at 09:00.');
  const doubtful = { ...line, isConfirmed: false };
  expect(hoursOf(doubtful, asked('en', '2026-12-02T08:00:00Z'))).not.toMatch(/[Oo]pen/);
  const saturdays = { ...line, hours: [{ firstDay: 6, lastDay: 6, opens: '10:00', closes: '12:00' }] };
  expect(hoursOf(saturdays, asked('en', '2026-12-05T09:00:00Z'))).toMatch(/^Hours: Saturday, 10:00–12:00\. Open now/);
});
