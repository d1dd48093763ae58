import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { duration } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { counted } from './marks.ts';
import { renderTable } from './table.ts';

const COLUMNS = [
  { heading: 'Incidents · Події' },
  { heading: 'Reported · Зареєстровано', align: 'right' },
  { heading: 'Reached · Прибули', align: 'right' },
  { heading: 'Median response · Медіана реагування', align: 'right' },
] as const;

/** Incidents by category, most frequent first, with the median response time. */
export function incidentsSection({ incidents, incidentsTotal }: Scorecard): string {
  const rows = incidents.map((measure) => {
    const { category, count, demonstration, responded, respondedDemonstration, medianResponseSeconds } = measure;
    const { en, uk } = nameOfCategory(category);
    return [
      `${en} · ${uk}`,
      counted(count, demonstration),
      counted(responded, respondedDemonstration),
      medianResponseSeconds === undefined ? '—' : duration(medianResponseSeconds),
    ];
  });
  const invented = incidents.reduce((sum, { demonstration }) => sum + demonstration, 0n);
  const reached = incidents.reduce((sum, { responded }) => sum + responded, 0n);
  const reachedInvented = incidents.reduce((sum, { respondedDemonstration }) => sum + respondedDemonstration, 0n);
  const total = ['All · Усього', counted(incidentsTotal, invented), counted(reached, reachedInvented), ''];
  return renderTable(COLUMNS, [...rows, total]);
}
