import { expect, test } from 'vitest';
import { formatOf } from './format.ts';
import { STYLESHEET } from './stylesheet.ts';
import { LANGUAGES, pathIn, type Language } from './language.ts';
import { textsOf } from './texts.ts';

test('Ukrainian numbers, shares, days, and forms are as people write them', () => {
  const { whole, decimal, percent, day, time, plural } = formatOf('uk');
  expect([whole(1_469), decimal(7.25), percent(1, 3), percent(1, 0)]).toEqual(
    ['1 469', '7,3', '33 %', undefined].map((text) => text?.replaceAll(' ', '\u00a0')),
  );
  expect(day({ year: 2021, month: 11, day: 4 })).toContain('4 листопада 2021');
  expect(time(new Date('2026-11-28T10:00:00Z'))).toContain('12:00');
  const forms = { one: 'офіцер', few: 'офіцери', many: 'офіцерів' };
  expect([1, 2, 5, 11, 21, 22].map((number) => plural(number, forms))).toEqual([
    'офіцер',
    'офіцери',
    'офіцерів',
    'офіцерів',
    'офіцер',
    'офіцери',
  ]);
  expect(textsOf('uk').scorecard.officersNow(3, '3')).toBe('3 офіцери громад служать зараз.');
});

test('long durations are in hours or days', () => {
  const shown = (language: Language) =>
    [14.9, 119, 120, 1_732.2, 4_752.9].map((minutes) => formatOf(language).duration(minutes).replaceAll('\u00a0', ' '));
  expect(shown('uk')).toEqual(['14,9 хв', '119 хв', '2 год', '28,9 год', '3,3 дн.']);
  expect(shown('en')).toEqual(['14.9 mins', '119 mins', '2 hrs', '28.9 hrs', '3.3 days']);
});

test('English pages lie below /en', () => {
  expect(LANGUAGES.map((language) => [pathIn(language, '/'), pathIn(language, '/officer')])).toEqual([
    ['/', '/officer'],
    ['/en', '/en/officer'],
  ]);
});

test('text has a contrast of 7 to 1 on its ground, links and buttons of 4.5 to 1', () => {
  const colours = new Map([...STYLESHEET.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]));
  const contrast = (one: string, other: string): number => {
    const [light = 0, dark = 0] = [one, other]
      .map((name) => luminance(colours.get(name) ?? name))
      .toSorted((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  for (const ground of ['ground', 'soft']) expect(contrast('ink', ground)).toBeGreaterThan(7);
  for (const ground of ['ground', 'soft']) expect(contrast('link', ground)).toBeGreaterThan(4.5);
  expect(contrast('#ffffff', 'link')).toBeGreaterThan(4.5);
  expect(contrast('alert', 'ground')).toBeGreaterThan(4.5);
  // Borders of fields and the focus.
  expect(contrast('line', 'ground')).toBeGreaterThan(3);
});

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
