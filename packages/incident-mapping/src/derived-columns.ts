import type { Columns } from './columns.ts';
import type { Reason } from './mapped-row.ts';
import type { Mapping } from './schema.ts';

/** Adds the columns that the mapping computes. Returns what keeps one of them from having a value in a row. */
export function deriveColumns({ derived = {} }: Mapping, columns: Columns): (cells: readonly string[]) => Reason[] {
  const checks = Object.entries(derived).flatMap(([name, { first_of: firstOf, column, minus = [] }]) => {
    const field = `mapping.derived.${name}`;
    if (firstOf !== undefined) {
      const cellsOf = columns.cells(firstOf, `${field}.first_of`);
      columns.derive(name, field, (cells) => cellsOf(cells).find((text) => text !== '') ?? '');
      return [];
    }
    const names = [column ?? '', ...minus];
    const [whole, ...parts] = names.map((each, index) =>
      columns.cell(each, index === 0 ? `${field}.column` : `${field}.minus`),
    );
    const read = (cells: readonly string[]): string | Reason => {
      const texts = [whole, ...parts].map((cell) => cell?.(cells) ?? '');
      if (texts[0] === '') return '';
      // Without a text there is nothing to subtract, as a count without one is 0.
      const numbers = texts.map((text) => (text === '' ? 0 : wholeNumber(text)));
      const at = numbers.indexOf(undefined);
      const about = { field: `derived.${name}`, column: names[Math.max(0, at)], text: texts[Math.max(0, at)] };
      if (at >= 0) return { ...about, rule: 'must be a whole number' };
      const difference = numbers.reduce<number>(
        (rest, each, index) => (index === 0 ? (each ?? 0) : rest - (each ?? 0)),
        0,
      );
      return difference >= 0
        ? String(difference)
        : { ...about, rule: `must not be less than ${minus.join(' and ')}${minus.length > 1 ? ' together' : ''}` };
    };
    columns.derive(name, field, (cells) => {
      const found = read(cells);
      return typeof found === 'string' ? found : '';
    });
    return [read];
  });
  return (cells) =>
    checks.flatMap((read) => {
      const found = read(cells);
      return typeof found === 'string' ? [] : [found];
    });
}

/** A spreadsheet may have made "2,0" of 2. */
export function wholeNumber(text: string): number | undefined {
  const [whole] = /^\d{1,5}(?=([.,]0+)?$)/.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole);
}
