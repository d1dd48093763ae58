import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

type Cell = Parameters<typeof toCsv>[0]['rows'][number][number];

const cellOf = (cell: Cell): string => {
  const [, line = ''] = /^h\r\n([^]*)\r\n$/.exec(toCsv({ comments: [], headings: ['h'], rows: [[cell]] })) ?? [];
  return line.replace(/^"([^]*)"$/, '$1').replaceAll('""', '"');
};

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const BEFORE = ['', ' ', '  ', '\u00a0', '\ufeff', '\t', '\r', '\n', "'", '"', ` "'`];

test.each(SIGNS.flatMap((sign) => BEFORE.map((before) => `${before}${sign}1+1`)).concat(['\tx', '\rx', '\nx']))(
  'a spreadsheet does not compute %j',
  (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  },
);

test('a heading is no formula either', () => {
  expect(toCsv({ comments: [], headings: ['=1'], rows: [] })).toBe("'=1\r\n");
});

test.each([-1, -0.5, 1e21, -1e-7])('%d stays a number', (number) => {
  expect(cellOf(number)).toBe(String(number));
});

test.each(['Вінницька', 'а-б', 'a=b', "Кам'янець", '1+1', ' x', '2026-11-28', ''])('%j stays as it is', (text) => {
  expect(cellOf(text)).toBe(text);
});
