import { afterEach, expect, test } from 'vitest';
import { chooseLanguage } from '../terminal/language.ts';
import { duration, lateness } from './show-time.ts';

afterEach(() => chooseLanguage('en'));

test.each([
  [48, '48 s', '48 с'],
  [59.6, '1 min', '1 хв'],
  [611, '10 min 11 s', '10 хв 11 с'],
  [780, '13 min', '13 хв'],
  [7_500, '2 h 5 min', '2 год 5 хв'],
  [7_199, '2 h', '2 год'],
  [94_320, '1 day 2 h', '1 доба 2 год'],
  [273_600, '3 days 4 h', '3 доби 4 год'],
  [1_210_000, '14 days', '14 діб'],
])('%i seconds are %s in English and %s in Ukrainian', (seconds, en, uk) => {
  expect(duration(seconds)).toBe(en);
  chooseLanguage('uk');
  expect(duration(seconds)).toBe(uk);
});

test('what is late or early is said in words', () => {
  expect([lateness(1), lateness(12), lateness(-2)]).toEqual(['1 day late', '12 days late', '2 days early']);
  chooseLanguage('uk');
  expect([lateness(12), lateness(-2)]).toEqual(['запізнення 12 дн.', 'на 2 дн. раніше']);
});
