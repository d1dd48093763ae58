import Table from 'cli-table3';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/** A plain-text table without colours, because people paste it into letters and logs. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ heading }) => heading),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
