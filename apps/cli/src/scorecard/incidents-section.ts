import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { duration } from '../time/show-time.ts';
import { say } from '../terminal/language.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { orDash } from './marks.ts';
import { whole } from './numbers.ts';
import { renderTable } from '../terminal/table.ts';

/** Incidents of the period by category, most frequent first, with the median response time. */
export function incidentsSection({ firstDay, countedUntil, incidents }: Scorecard): string {
  const rows = incidents.map((measure) => {
    const { category, current, responded, medianResponseSeconds } = measure;
    return [
      CATEGORIES.nameOf(category),
      orDash(current, whole),
      orDash(responded, whole),
      orDash(medianResponseSeconds, duration),
    ];
  });
  const known = incidents.flatMap(({ current }) => current ?? []);
  const sum = known.length === 0 ? undefined : known.reduce((total, count) => total + count, 0n);
  const all = [say({ uk: 'Усього', en: 'All' }), orDash(sum, whole), '', ''];
  return renderTable(
    [
      { heading: say({ uk: 'Події', en: 'Incidents' }) },
      { heading: `${firstDay} – ${countedUntil}`, align: 'right' },
      { heading: say({ uk: 'Прибули', en: 'Reached' }), align: 'right' },
      { heading: say({ uk: 'Медіана прибуття', en: 'Median response' }), align: 'right' },
    ],
    [...rows, all],
  );
}
