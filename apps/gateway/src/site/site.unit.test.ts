import { expect, test } from 'vitest';
import { formatOf } from './format.ts';
import { STYLESHEET } from './stylesheet.ts';
import { LANGUAGES, pathIn, type Language } from './language.ts';

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
});

test('a duration is in two units, with a number and its unit on one line', () => {
  const shown = (language: Language) =>
    [0, 611, 3_599.6, 7_200, 94_320, 86_400 * 2 - 1, 86_400 * 14].map((seconds) =>
      formatOf(language).duration(seconds).replaceAll('\u00a0', '_'),
    );
  expect(shown('uk')).toEqual(['0_с', '10_хв 11_с', '1_год', '2_год', '1_доба 2_год', '2_доби', '14_діб']);
  expect(shown('en')).toEqual(['0_s', '10_min 11_s', '1_h', '2_h', '1_day 2_h', '2_days', '14_days']);
});

test('days are named by their year where they are one', () => {
  const day = (year: number, month: number, of: number) => ({ year, month, day: of });
  const shown = (language: Language) => {
    const { days, share } = formatOf(language);
    return [
      days(day(2025, 1, 1), day(2025, 12, 31)),
      days(day(2026, 1, 1), day(2026, 6, 30)),
      days(day(2025, 12, 1), day(2026, 1, 31)),
      share(93.74),
    ].map((text) => text.replaceAll('\u00a0', ' '));
  };
  expect(shown('uk')).toEqual([
    '2025 рік',
    '1 січня – 30 червня 2026 р.',
    '1 грудня 2025 р. – 31 січня 2026 р.',
    '93,7 %',
  ]);
  expect(shown('en')).toEqual(['2025', '1 January – 30 June 2026', '1 December 2025 – 31 January 2026', '93.7%']);
});

test('English pages lie below /en', () => {
  expect(LANGUAGES.map((language) => [pathIn(language, '/'), pathIn(language, '/officer')])).toEqual([
    ['/', '/officer'],
    ['/en', '/en/officer'],
  ]);
});

/** The colours of each scheme. */
const SCHEMES = [...STYLESHEET.matchAll(/:root \{ (?:color-scheme: light dark; )?(--ink: #[^}]*) \}/g)].map(
  ([, colours = '']) =>
    new Map([...colours.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex])),
);

test.each([
  ['light', SCHEMES[0]],
  ['dark', SCHEMES[1]],
])('text has a contrast of 7 to 1 on its ground, links and buttons of 4.5 to 1: %s', (_scheme, colours = new Map()) => {
  expect(colours.size).toBeGreaterThan(10);
  const contrast = (one: string, other: string): number => {
    const [light = 0, dark = 0] = [one, other]
      .map((name) => luminance(colours.get(name) ?? name))
      .toSorted((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  for (const ground of ['ground', 'soft']) expect(contrast('ink', ground)).toBeGreaterThan(7);
  for (const ground of ['ground', 'soft']) expect(contrast('link', ground)).toBeGreaterThan(4.5);
  for (const ground of ['ground', 'soft']) expect(contrast('quiet', ground)).toBeGreaterThan(4.5);
  expect(contrast('onstrip', 'strip')).toBeGreaterThan(7);
  expect(contrast('onlink', 'link')).toBeGreaterThan(4.5);
  expect(contrast('onalert', 'alert')).toBeGreaterThan(4.5);
  for (const tone of ['good', 'bad', 'doubt']) expect(contrast(tone, `${tone}soft`)).toBeGreaterThan(7);
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
