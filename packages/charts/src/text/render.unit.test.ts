import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyChart, anyLanguage } from '../../test/any-chart.ts';
import { columnsOf, barOf, inColumns, sparkline } from './columns.ts';
import { renderText } from './render.ts';

const unit = { one: 'incident', other: 'incidents' };

test('any data gives lines that fit the terminal, without NaN', () => {
  fc.assert(
    fc.property(anyChart, anyLanguage, fc.integer({ min: 40, max: 160 }), (chart, language, columns) => {
      for (const line of renderText(chart, { language, columns })) {
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/NaN|undefined/);
      }
    }),
  );
});

test('bars have one scale, a missing figure has none, and the baseline crosses them', () => {
  const bars = [
    { name: 'Kyiv', value: 10 },
    { name: 'Lviv', value: 5 },
    { name: 'Odesa', value: 0 },
    { name: 'Crimea', value: undefined },
  ];
  const lines = renderText(
    { kind: 'bars', title: 'Fires', unit, bars, baseline: { name: 'mean', value: 7.5 }, isDemonstration: true },
    { language: 'en', columns: 40 },
  );
  expect(lines).toEqual([
    'Fires',
    'Kyiv   ██████████████████┃██████      10',
    'Lviv   ████████████▌     ┃             5',
    'Odesa                    ┃             0',
    'Crimea ···                       no data',
    '┃ mean: 7.5\u00A0incidents',
    'Demonstration: invented data.',
  ]);
});

test('a lower bound and a revision are said beside their bar', () => {
  const points = [
    { name: 'I', label: 'I', value: 8, first: 5 },
    { name: 'II', label: 'II', value: undefined },
    { name: 'III', label: 'III', value: 4, qualifier: 'at least' },
  ];
  const lines = renderText({ kind: 'time-series', title: 'T', unit, points }, { language: 'en', columns: 60 });
  expect([lines[0], lines[1], lines[5]]).toEqual(['T', '█·▅', undefined]);
  expect(lines[2]).toMatch(/^I   █+ +8; first published 5$/);
  expect(lines[3]).toMatch(/^II  ··· +no data$/);
  expect(lines[4]).toMatch(/^III ░+ +at least\u00a04$/);
});

test('rates are dots in their intervals, crossed by the baseline', () => {
  const rates = [
    { name: 'Kyiv', value: 5, low: 2.5, high: 10 },
    { name: 'Lviv', value: 0, low: 0, high: 5 },
    { name: 'Crimea', value: undefined },
  ];
  const lines = renderText(
    { kind: 'rates', title: 'Fires', unit, rates, baseline: { name: 'mean', value: 7.5 } },
    { language: 'en', columns: 40 },
  );
  expect(lines.slice(1, 5)).toEqual([
    'Kyiv        ├─────●─────────┤ 5 (2.5–10)',
    'Lviv   ●──────────┤    ┃         0 (0–5)',
    'Crimea ···                       no data',
    '┃ mean: 7.5\u00A0incidents',
  ]);
});

test('a funnel is a plot whose symbols say the position, with the names of those beyond the limits', () => {
  const limits = [1_000, 100_000].map((population) => ({
    population,
    innerLow: population === 1_000 ? 0 : 8,
    innerHigh: population === 1_000 ? 20 : 12,
    outerLow: 0,
    outerHigh: population === 1_000 ? 30 : 14,
  }));
  const points = [
    { name: 'Small', population: 1_000, value: 25 },
    { name: 'Middle', population: 10_000, value: 10 },
    { name: 'Large', population: 100_000, value: 28 },
    { name: 'Unknown', population: 50_000, value: undefined },
  ];
  const chart = { kind: 'funnel', title: 'T', unit, points, limits, mean: { name: 'All', value: 10 } } as const;
  const lines = renderText({ ...chart, populationName: 'population' }, { language: 'en', columns: 40 });
  const plot = lines.slice(1, 15);
  expect(plot[0]?.endsWith('▲')).toBe(true);
  expect(plot[1]?.startsWith('△')).toBe(true);
  expect(plot.join('')).toContain('•');
  expect(plot.join('')).toMatch(/[.:─]/);
  expect(lines.slice(15, 19)).toEqual([`${' '.repeat(30)}population`, '─ ┃ All: 10', '. 95% limits', ': 99.8% limits']);
  expect(lines[19]).toBe('▲ above the 99.8% limits: 1\u00A0territory');
  expect(lines[20]).toMatch(/^Large /);
});

test('progress fills a frame up to the target, and says when there is none', () => {
  const goals = [
    { name: 'Posts', value: 500, target: 1_000, due: 'by 2022' },
    { name: 'Trust', value: 3, target: undefined, due: '' },
  ];
  const lines = renderText({ kind: 'progress', title: 'T', unit, goals }, { language: 'en', columns: 40 });
  expect(lines.slice(1)).toEqual([
    'Posts: 500 incidents; target 1,000 by',
    '2022',
    `[${'█'.repeat(14)}${'░'.repeat(14)}]      50 %`,
    'Trust: 3 incidents; no target set',
    `[${'·'.repeat(28)}]         —`,
  ]);
});

test('a bar is exact to an eighth of a column, and what is not nothing is seen', () => {
  expect([barOf(0.5, 3), barOf(0.000_1, 3), barOf(0, 3), barOf(7, 3)]).toEqual(['█▌', '▏', '', '███']);
});

test('a sparkline has a level a value, and a dot for a missing one', () => {
  expect(sparkline([0, 1, undefined, 6, 8])).toBe('▁▂·▇█');
  expect(sparkline([-1e308, 1e308])).toBe('▁█');
  expect(sparkline([])).toBe('');
});

test('cuts and fills texts by columns, combining marks counting none', () => {
  expect(inColumns('Й'.normalize('NFD'), 2)).toBe(`${'Й'.normalize('NFD')} `);
  expect([inColumns('abcd', 3), inColumns('ab', 3, 'right'), inColumns('ab', 0)]).toEqual(['ab…', ' ab', '']);
});
