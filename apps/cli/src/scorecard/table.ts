import { escapeHidden } from '@safe-community/domain-kit';
import Table from 'cli-table3';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/** A text on one line, or lines below each other. */
export type TableCell = string | readonly string[];

/** A plain-text table without colours, because people paste it into letters and logs. No text in it adds a line. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly TableCell[])[]): string {
  const table = new Table({
    head: columns.map(({ heading }) => heading),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  });
  table.push(
    ...rows.map((row) =>
      row.map((cell) =>
        [cell]
          .flat()
          .map((line) => escapeHidden(line))
          .join('\n'),
      ),
    ),
  );
  return table.toString();
}
