import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { nameOfIndicator } from '../wording/indicators.ts';
import { counted, type Sources } from './marks.ts';
import { official } from './numbers.ts';
import { renderTable } from './table.ts';

/** The published deaths of the base year beside the counted ones. */
export function deathsSection({ deaths }: Scorecard, sources: Sources): string {
  const rows = deaths.map(({ indicator, official: figure, counted: killed, demonstration }) => {
    const { en, uk } = nameOfIndicator(indicator);
    return [
      `${en} · ${uk}`,
      `${official(figure)}${sources.markOf(figure)}`,
      killed === undefined ? '—' : counted(killed, demonstration),
    ];
  });
  const year = deaths.find(({ official }) => official !== undefined)?.official?.periodEnd?.year;
  return renderTable(
    [
      { heading: 'Deaths · Загинуло' },
      { heading: `Official ${year ?? ''} · Офіційно`, align: 'right' },
      { heading: 'Counted here · Обліковано', align: 'right' },
    ],
    rows,
  );
}
