import { expect, test } from 'vitest';
import { headOf } from './export-format.ts';
import type { ExportHead } from './export-head.ts';
import { findMeasure, MEASURES } from './measures.ts';

const HEAD: ExportHead = {
  installation: 'demonstration',
  request: {
    measures: ['response_time_p90'],
    from: '2021-11-01',
    to: '2021-11-30',
    territory: { level: 'hromada', withinCode: 'UA05000000000010236' },
    groupBy: ['territory', 'attribute'],
    category: 'fire',
    placeCodes: ['UA05020030020063505', 'UA05020030030095234'],
    attribute: 'fire_object',
    knownOn: '2021-12-05',
    territoryAsOf: 'today',
    today: '2026-11-30',
  },
  measures: ['response_time_p90'].flatMap((name) => findMeasure(name) ?? []),
  exportedAt: new Date('2026-11-30T08:00:00Z'),
  positions: [
    { producer: 'cameras', position: '9' },
    { producer: 'incidents', position: '12345' },
  ],
};

test('a header says everything that the figures depend on', () => {
  const lines = headOf('csv', HEAD).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '# installation demonstration: invented data',
      '# period 2021-11-01 to 2021-11-30, days of Europe/Kyiv',
      '# as_known_on 2021-12-05',
      '# territories all of level hromada in UA05000000000010236',
      '# territory_as_of today',
      '# group_by territory attribute',
      '# category fire',
      '# place_codes UA05020030020063505 UA05020030030095234',
      '# attribute fire_object',
      '# ledger_positions cameras 9, incidents 12345',
    ]),
  );
  const measure = lines.find((line) => line.startsWith('# measure response_time_p90')) ?? '';
  expect(measure).toContain('Від надходження повідомлення до прибуття першої служби');
  expect(measure).toContain('Без категорій «Домашнє насильство», «Безпека в школі», зокрема в сумах');
  expect(measure).toContain('relative_error 0.025');
});

test('a header of a selection without filters says that it has all', () => {
  const { category: _, placeCodes: __, attribute: ___, knownOn: ____, ...all } = HEAD.request;
  const head: ExportHead = {
    ...HEAD,
    installation: 'real',
    request: { ...all, territory: { codes: ['UA', 'UA05000000000010236'] } },
  };
  const { about } = JSON.parse(headOf('json_lines', head)) as { about: object };
  expect(about).toMatchObject({
    installation: 'real',
    as_known_on: 'now',
    territories: 'UA UA05000000000010236',
    category: 'all',
    place_codes: 'all',
    attribute: 'all',
    measures: [{ name: 'response_time_p90', relative_error: 0.025 }],
  });
});

test('a simple reader skips the header: each line but that of the columns begins with "#"', () => {
  const lines = headOf('csv', { ...HEAD, measures: MEASURES })
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([lines.at(-1)]);
  expect(lines.at(-1)).toMatch(/^measure,territory_code,/);
  expect(lines.filter((line) => line.startsWith('# measure '))).toHaveLength(MEASURES.length);
  expect(
    headOf('json_lines', { ...HEAD, measures: MEASURES })
      .trimEnd()
      .split('\n'),
  ).toHaveLength(1);
});
