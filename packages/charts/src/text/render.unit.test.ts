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
    { name: 'Kyiv', value: 10, isDemonstration: true },
    { name: 'Lviv', value: 5 },
    { name: 'Odesa', value: 0 },
    { name: 'Crimea', value: undefined },
  ];
  const lines = renderText(
    { kind: 'bars', title: 'Fires', unit, bars, baseline: { name: 'mean', value: 7.5 } },
    { language: 'en', columns: 40 },
  );
  expect(lines).toEqual([
    'Fires',
    'Kyiv   ██████████████████┃██████    10 *',
    'Lviv   ████████████▌     ┃             5',
    'Odesa                    ┃             0',
    'Crimea ···                       no data',
    '┃ mean: 7.5\u00A0incidents',
    '* demonstration data, invented',
  ]);
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
