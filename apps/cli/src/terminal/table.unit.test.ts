import { expect, test } from 'vitest';
import { renderTable } from './table.ts';

const COLUMNS = [
  { heading: 'Name' },
  { heading: 'Note', drop: 1 },
  { heading: 'Count', align: 'right', drop: 2 },
  { heading: 'Id' },
] as const;
const ID = '01a20e69-c127-71a7-801b-25d42575900e';

test('numbers stand to the right, and nothing stands behind the last column', () => {
  expect(
    renderTable(
      [COLUMNS[0], COLUMNS[2]],
      [
        ['Вінницька', '1,234'],
        ['Літинська', '5'],
      ],
      80,
    ),
  ).toBe('Name       Count\n─────────  ─────\nВінницька  1,234\nЛітинська      5');
});

test('a cell wraps at blanks before a column is dropped', () => {
  const lines = renderTable(COLUMNS, [['Коваленко Олександра', 'у відпустці до кінця місяця', '12', ID]], 70).split(
    '\n',
  );
  expect(lines[2]).toContain(ID);
  expect(lines.every((line) => [...line].length <= 70)).toBe(true);
  expect(lines.join(' ')).toMatch(/Олександра/);
  expect(lines.join(' ')).not.toContain('wider terminal');
});

test('the column with the highest number is dropped first, and the last line names it', () => {
  const lines = renderTable(COLUMNS, [['Коваленко', 'відпустка', '12', ID]], 58).split('\n');
  expect(lines[0]).toBe('Name       Note       Id');
  expect(lines.at(-1)).toBe('For a wider terminal: Count');
  const narrow = renderTable(COLUMNS, [['Коваленко', 'відпустка', '12', ID]], 48).split('\n');
  expect(narrow[0]).toBe('Name       Id');
  expect(narrow.at(-1)).toBe('For a wider terminal: Note, Count');
});

test('what has no blank and no number to drop breaks where it must', () => {
  const lines = renderTable([{ heading: 'Id' }, { heading: 'Other id' }], [[ID, ID]], 40).split('\n');
  expect(lines.every((line) => [...line].length <= 40)).toBe(true);
  expect(lines.slice(2).join('').replaceAll(' ', '')).toHaveLength(2 * ID.length);
});

test('a text from elsewhere adds no line', () => {
  expect(renderTable([{ heading: 'Name' }], [['one\ntwo']], 80).split('\n')).toHaveLength(3);
});
