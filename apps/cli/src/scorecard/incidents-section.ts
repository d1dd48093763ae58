import type { PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { duration } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { split } from './marks.ts';
import { whole } from './numbers.ts';
import { renderTable } from './table.ts';

/** Incidents of the period by category, most frequent first, with the median response time. */
export function incidentsSection({ firstDay, countedUntil, incidents }: PeriodScorecard): string {
  const rows = incidents.map((measure) => {
    const { category, responded, medianResponseSeconds, medianDemonstrationSeconds } = measure;
    const { en, uk } = nameOfCategory(category);
    const median = { current: medianResponseSeconds, demonstration: medianDemonstrationSeconds };
    return [
      `${en} · ${uk}`,
      split(measure),
      responded === undefined ? '—' : whole(responded),
      split(median, (seconds) => duration(Number(seconds))),
    ];
  });
  const all = ['All · Усього', split({ current: sum('current'), demonstration: sum('demonstration') }), '', ''];
  function sum(part: 'current' | 'demonstration'): bigint | undefined {
    const known = incidents.flatMap((measure) => measure[part] ?? []);
    return known.length === 0 ? undefined : known.reduce((total, count) => total + count, 0n);
  }
  return renderTable(
    [
      { heading: 'Incidents · Події' },
      { heading: `${firstDay} – ${countedUntil}`, align: 'right' },
      { heading: 'Reached · Прибули', align: 'right' },
      { heading: 'Median response · Медіана реагування', align: 'right' },
    ],
    [...rows, all],
  );
}
