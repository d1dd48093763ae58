import { describe, expect, test } from 'vitest';

import { readAssignmentUnits, readCodifier } from './index.ts';
import type { CodifierRow, RefusedRow } from './index.ts';

const HEADER =
  'Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта';
const [O, P, H, C] = ['UA05000000000010236', 'UA05020000000026686', 'UA05020010000053508', 'UA05020010010053508'];
const [KYIV, KYIV_DISTRICT] = ['UA80000000000093317', 'UA80000000000126643'];
const VALID = [`${O};;;;;O;Вінницька`, `${O};${P};;;;P;Вінницький`, `${O};${P};${H};;;H;Агрономічна `];

async function* chunksOf(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(lines: readonly string[], { end = '\r\n', chunk = 7 } = {}) {
  const accepted: CodifierRow[] = [];
  const refused: RefusedRow[] = [];
  for await (const outcome of readCodifier(chunksOf(lines.map((line) => line + end).join(''), chunk))) {
    if (outcome.kind === 'accepted') accepted.push(outcome.row);
    else refused.push(outcome.row);
  }
  return { accepted, refused };
}

describe('reading the codifier', () => {
  test('returns every row with its line, parents and trimmed name', async () => {
    const { accepted, refused } = await read([HEADER, ...VALID, `${O};${P};${H};${C};;C;  Агрономічне `]);
    expect(refused).toEqual([]);
    expect(accepted).toEqual([
      { line: 2, code: O, category: 'O', name: 'Вінницька', parents: [] },
      { line: 3, code: P, category: 'P', name: 'Вінницький', parents: [O] },
      { line: 4, code: H, category: 'H', name: 'Агрономічна', parents: [O, P] },
      { line: 5, code: C, category: 'C', name: 'Агрономічне', parents: [O, P, H] },
    ]);
  });

  test.each([
    ['a byte order mark', [`\uFEFF${HEADER}`, ...VALID], {}],
    ['LF', [HEADER, ...VALID], { end: '\n' }],
    ['blank lines', ['', HEADER, '', ...VALID, ''], {}],
    ['one byte at a time', [HEADER, ...VALID], { chunk: 1 }],
    ['one chunk', [HEADER, ...VALID], { chunk: 1e6 }],
    ['no header', VALID, {}],
    ['a byte order mark and no header', [`\uFEFF${VALID[0]}`, ...VALID.slice(1)], {}],
  ])('accepts a file with %s', async (_, lines, options) => {
    const { accepted, refused } = await read(lines, options);
    expect(refused).toEqual([]);
    expect(accepted.map(({ code, name }) => [code, name])).toEqual([
      [O, 'Вінницька'],
      [P, 'Вінницький'],
      [H, 'Агрономічна'],
    ]);
  });

  test('counts blank lines in the line numbers', async () => {
    const { accepted, refused } = await read(['', HEADER, '', VALID[0] ?? '', '', 'x']);
    expect(accepted.map(({ line }) => line)).toEqual([4]);
    expect(refused).toEqual([{ line: 6, reason: 'expected 7 columns, found 1', text: 'x' }]);
  });

  test('accepts text and bytes, and returns names in NFC', async () => {
    async function* text() {
      yield `${HEADER}\r\n${O};;;;;O;`;
      yield `${'Їжакевич'.normalize('NFD')}\r\n`;
    }
    const { units, rowCount } = await readAssignmentUnits(text());
    expect({ units, rowCount }).toEqual({ units: [], rowCount: 1 });
    for await (const outcome of readCodifier(text())) expect(outcome.row).toMatchObject({ name: 'Їжакевич' });
  });

  test('accepts rows where a missing level repeats the one above it', async () => {
    const { refused } = await read([
      HEADER,
      ...VALID,
      `${KYIV};;;;;K;Київ`,
      `${KYIV};${KYIV};${KYIV};${KYIV};${KYIV_DISTRICT};B;Голосіївський`,
      `${O};${O};${O};UA05000000010085013;;M;Прип’ять`,
    ]);
    expect(refused).toEqual([]);
  });

  test.each([
    ['too few columns', `${O};${P};UA05020030`, 'expected 7 columns, found 3'],
    ['too many columns', `${O};;;;;O;Вінницька;`, 'expected 7 columns, found 8'],
    ['a malformed code', `${O};${P};UA0502003;;;H;Вінницька`, 'code column 3: "UA0502003" is not UA and 17 digits'],
    ['no code', ';;;;;H;Вінницька', 'all code columns are empty'],
    ['no category', `${O};${P};UA05020030000031457;;;;Вінницька`, 'the category is empty'],
    [
      'a Cyrillic category',
      `${O};${P};UA05020030000031457;;;Н;Вінницька`,
      'category "Н" (U+041D) is not one of O K P H M C X T B (Latin letters)',
    ],
    [
      'an unknown category',
      `${O};${P};UA05020030000031457;;;toString;В`,
      'category "toString" (U+0074 U+006F U+0053 U+0074 U+0072) is not one of O K P H M C X T B (Latin letters)',
    ],
    ['no name', `${O};${P};UA05020030000031457;;;H;  `, 'the name is empty'],
    ['a quoted name', `${O};${P};UA05020030000031457;;;H;"Вінницька"`, 'the name ""Вінницька"" holds """ (U+0022)'],
    [
      'an undecodable name',
      `${O};${P};UA05020030000031457;;;H;В\uFFFDн`,
      'the name "В\uFFFDн" holds "\uFFFD" (U+FFFD)',
    ],
    [
      'a category in another column',
      `${O};${P};;;;H;Вінницька`,
      'category H has its code in column 3, this row in column 2',
    ],
    ['a missing level', `${O};;UA05020030000031457;;;H;Вінницька`, 'code column 2 is empty, column 3 is not'],
    [
      'a parent of other digits',
      `${O};UA05040000000050292;UA05020030000031457;;;H;Вінницька`,
      'code column 2: UA05040000000050292 does not enclose UA05020030000031457, expected UA050200000000 and 5 digits',
    ],
    [
      'digits below its level',
      `${O};${P};UA05020030010063857;;;H;Вінницька`,
      'code column 3: UA05020030010063857 has digits below its level, expected UA050200300000 and 5 digits',
    ],
    [
      'no number of its level',
      `${O};${P};UA05020000000031457;;;H;Вінницька`,
      'code column 3: UA05020000000031457 has no number of its level, found 000',
    ],
    ['a code met before', `${O};${P};${H};;;H;Інша`, `${H} is already the code of line 4`],
    [
      'an unknown parent',
      `${O};UA05020000000099999;UA05020030000031457;;;H;Вінницька`,
      'code column 2: no row above was accepted with the code UA05020000000099999',
    ],
  ])('rejects a row with %s', async (_, row, reason) => {
    const { accepted, refused } = await read([HEADER, ...VALID, row, `${O};UA05040000000050292;;;;P;Гайсинський`]);
    expect(refused).toEqual([{ line: 5, reason, text: row }]);
    expect(accepted.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
  });

  test('rejects a parent whose category has its code in another column', async () => {
    const otherOblast = 'UA05000000000099999';
    const { refused } = await read([
      HEADER,
      ...VALID,
      `${otherOblast};;;;;O;Інша`,
      `${O};${otherOblast};${O};UA05000000010085013;;M;Прип’ять`,
    ]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      `code column 2: ${otherOblast} is of category O, which has its code in another column`,
    ]);
  });

  test('rejects units of a rejected unit, and shows no more than 200 characters of a row', async () => {
    const { refused } = await read([HEADER, VALID[0] ?? '', `${O};${P};;;;P;`, VALID[2] ?? '', ';'.repeat(300)]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the name is empty'],
      [4, `code column 2: no row above was accepted with the code ${P}`],
      [5, 'expected 7 columns, found 301'],
    ]);
    expect(refused[2]?.text).toHaveLength(200);
  });

  test('throws on an unterminated record, and when the source fails', async () => {
    await expect(read(['x'.repeat(20_000)], { chunk: 1000 })).rejects.toThrow(
      /maximum number of tolerated bytes of 10000/,
    );
    async function* failing() {
      yield `${HEADER}\r\n`;
      throw new Error('disk gone');
    }
    await expect(readAssignmentUnits(failing())).rejects.toThrow('disk gone');
  });
});

test('hromadas and special cities become assignment units', async () => {
  const lines = [HEADER, ...VALID, `${O};${P};;;;P;Ще раз`, `${KYIV};;;;;K;Київ `];
  expect(await readAssignmentUnits(chunksOf(lines.join('\r\n'), 64))).toEqual({
    rowCount: 5,
    units: [
      {
        code: H,
        category: 'H',
        name: 'Агрономічна',
        oblastCode: O,
        oblastName: 'Вінницька',
        raionCode: P,
        raionName: 'Вінницький',
      },
      {
        code: KYIV,
        category: 'K',
        name: 'Київ',
        oblastCode: KYIV,
        oblastName: 'Київ',
        raionCode: KYIV,
        raionName: 'Київ',
      },
    ],
    refused: [{ line: 5, reason: `${P} is already the code of line 3`, text: `${O};${P};;;;P;Ще раз` }],
  });
});
