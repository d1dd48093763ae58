import type { CompletedRebuild } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Rebuild } from '../reconcile/missing.ts';
import { renderTable } from '../terminal/table.ts';

const COLUMNS = [
  { heading: 'Table' },
  { heading: 'Measure' },
  { heading: 'Cells that differ', align: 'right' },
  { heading: 'Change of the sum', align: 'right' },
] as const;

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const SIGNED = new Intl.NumberFormat('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** What a rebuild has changed. */
export function renderRebuild({ service, producer }: Rebuild, done: CompletedRebuild | undefined): string {
  const first = `Rebuilt ${producer} in ${service} from the ledger.`;
  if (!done?.compared) return `${first} Its counters were not compared.`;
  if (done.changes.length === 0) return `${first} No counter has changed.`;
  const rows = done.changes.map(({ table, measure, cells, sum }) => [
    table,
    measure,
    NUMBER.format(cells),
    SIGNED.format(sum),
  ]);
  return `${first} It has changed:\n\n${renderTable(COLUMNS, rows)}`;
}
