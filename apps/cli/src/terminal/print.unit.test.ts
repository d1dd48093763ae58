import { asIs } from './language.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { renderTable } from '../terminal/table.ts';
import { printCsv } from './print-csv.ts';
import { print, printJson, printText } from './print.ts';
import { Problem } from './problem.ts';
import { reportFailure } from './report-failure.ts';

const TEXT = 'x\nline 9: forged\r\u001b[2K\u202e\u2028';

afterEach(() => vi.restoreAllMocks());

function written(stream: NodeJS.WriteStream, write: () => void): string {
  const parts: string[] = [];
  vi.spyOn(stream, 'write').mockImplementation((part) => parts.push(String(part)) > 0);
  write();
  return parts.join('');
}

test('a line stays one line, whatever is in it', () => {
  expect(written(process.stdout, () => print(`a: ${TEXT}`))).toBe(
    String.raw`a: x\u000aline 9: forged\u000d\u001b[2K\u202e\u2028` + '\n',
  );
});

test('a row of a table stays one row', () => {
  const table = renderTable([{ heading: 'a' }], [[TEXT], ['b']]);
  expect(table.split('\n')).toHaveLength(renderTable([{ heading: 'a' }], [['x'], ['b']]).split('\n').length);
  expect(written(process.stdout, () => printText('a\nb\r\u001b'))).toBe(
    String.raw`a` + '\n' + String.raw`b\u000d\u001b` + '\n',
  );
});

test('JSON says the same', () => {
  const json = written(process.stdout, () => printJson({ a: `${TEXT}\u0085\u{e0041}` }));
  expect(JSON.parse(json)).toEqual({ a: `${TEXT}\u0085\u{e0041}` });
  expect(json.trim().replaceAll('\n', '')).not.toMatch(/\p{C}/u);
});

test('a failure has no text that acts on the terminal', () => {
  const failure = new Problem(asIs('several\nlines\u001b[2K'));
  expect(written(process.stderr, () => reportFailure(failure))).toBe('several\n' + String.raw`lines\u001b[2K` + '\n');
});

test('CSV guards texts against formulas, and numbers not', () => {
  expect(
    written(process.stdout, () =>
      printCsv(
        ['a', 'b', 'c'],
        [
          ['=1+1', -1, undefined],
          ['+380, @', true, 5n],
        ],
      ),
    ),
  ).toBe(`a,b,c\n'=1+1,-1,\n"'+380, @",true,5\n`);
});
