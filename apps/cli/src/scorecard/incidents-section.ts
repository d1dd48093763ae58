import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { duration } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { counted } from './marks.ts';
import { whole } from './numbers.ts';
import { renderTable } from './table.ts';

const COLUMNS = [
  { heading: 'Incidents · Події' },
  { heading: 'Reported · Зареєстровано', align: 'right' },
  { heading: 'Reached · Прибули', align: 'right' },
  { heading: 'Median response · Медіана реагування', align: 'right' },
] as const;

/** Incidents by category, most frequent first, with the median response time. */
export function incidentsSection({ incidents, incidentsTotal }: Scorecard): string {
  const rows = incidents.map(({ category, count, demonstration, responded, medianResponseSeconds }) => {
    const { en, uk } = nameOfCategory(category);
    return [
      `${en} · ${uk}`,
      counted(count, demonstration),
      whole(responded),
      medianResponseSeconds === undefined ? '—' : duration(medianResponseSeconds),
    ];
  });
  const invented = incidents.reduce((sum, { demonstration }) => sum + demonstration, 0n);
  const reached = incidents.reduce((sum, { responded }) => sum + responded, 0n);
  const total = ['All · Усього', counted(incidentsTotal, invented), whole(reached), ''];
  return renderTable(COLUMNS, [...rows, total]);
}
