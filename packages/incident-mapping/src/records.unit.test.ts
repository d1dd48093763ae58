import { describe, expect, test } from 'vitest';
import { readRecords, type CsvRecord, type RecordForm } from './records.ts';
import { rowIds } from './row-ids.ts';

async function recordsOf(content: string | Buffer, form: RecordForm = {}, chunk = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(content as string);
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const records: CsvRecord[] = [];
  for await (const record of readRecords(parts(), form)) records.push(record);
  return records;
}

describe('records', () => {
  test('keep their line numbers across blank lines, quoted line ends, CRLF, and a byte order mark', async () => {
    expect(await recordsOf('\ufeffa,b\r\n1,2\r\n\r\n"x\r\ny",3\r\n4,5')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['x\r\ny', '3'] },
      { line: 6, cells: ['4', '5'] },
    ]);
  });

  test('a file that ends inside quotes has a broken last row and loses no others', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => `${index},x\n`);
    const records = await recordsOf(`a,b\n${rows.join('')}"cut off,3`);
    expect(records).toHaveLength(1_002);
    expect(records.at(-1)).toMatchObject({
      line: 1_002,
      broken: expect.stringContaining('ends inside quotes') as string,
    });
    expect(records.filter(({ broken }) => broken === undefined)).toHaveLength(1_001);
  });

  test('bytes that are not UTF-8 break only their row', async () => {
    const records = await recordsOf(Buffer.from('a,b\n\xc2\xb3,2\n\xb3,2\n', 'latin1'));
    expect(records.map(({ broken }) => broken)).toEqual([undefined, undefined, 'the row must be UTF-8']);
  });

  test.each([
    ['windows-1251', Buffer.from([0xcf, 0xee, 0xe6, 0xe5, 0xe6, 0xe0]), 'Пожежа'],
    ['latin1', Buffer.from('Bränd', 'latin1'), 'Bränd'],
    ['utf-8', Buffer.from('Пожежа'), 'Пожежа'],
  ])('decodes %s, also when a character is cut between two parts', async (encoding, bytes, text) => {
    expect(await recordsOf(Buffer.concat([bytes, Buffer.from('\n')]), { encoding }, 1)).toEqual([
      { line: 1, cells: [text] },
    ]);
  });

  test('skips lines before the header, and splits at tabs', async () => {
    expect(await recordsOf('Report of May\n\na\tb\n1\t2\n', { skip_lines: 2, delimiter: 'tab' })).toEqual([
      { line: 3, cells: ['a', 'b'] },
      { line: 4, cells: ['1', '2'] },
    ]);
  });
});

test('an unclosed quote does not fill the memory', async () => {
  await expect(recordsOf(`a,b\n1,2\n"${'x,y\n'.repeat(400_000)}`, {}, 65_536)).rejects.toThrow('Max Record Size');
});

describe('row ids', () => {
  test('depend on the content; identical rows are numbered', () => {
    const ids = (rows: string[][]) => rows.map(rowIds());
    const rows = [['a', 'b'], ['c'], ['a', 'b']];
    const [first, other, again] = ids(rows);
    expect(ids(rows)).toEqual([first, other, again]);
    expect(first).toMatch(/^[0-9a-f]{32}-1$/);
    expect(again).toBe(first?.replace(/1$/, '2'));
    expect(ids([['x'], ['c'], ['a', 'b']]).slice(1)).toEqual([other, first]);
    // Cell boundaries matter.
    expect(ids([['ab', '']])).not.toEqual(ids([['a', 'b']]));
  });
});
