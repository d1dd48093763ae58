import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { kyivTime } from '../time/show-time.ts';
import { deathsSection } from './deaths-section.ts';
import { differenceNote } from './difference-note.ts';
import { incidentsSection } from './incidents-section.ts';
import { DEMONSTRATION_MARK, Sources } from './marks.ts';
import { whole } from './numbers.ts';
import { periodSection } from './period-section.ts';
import { programmeSection } from './programme-section.ts';

/** The scorecard as text: tables, a note on invented data, sources of the official figures, and freshness. */
export function renderScorecard(scorecard: Scorecard): string {
  const sources = new Sources();
  const tables = [programmeSection(scorecard, sources), deathsSection(scorecard, sources), incidentsSection(scorecard)];
  return [
    `Safe Community · Безпечна громада: scorecard of ${kyivTime(scorecard.asOf)} (Kyiv)`,
    ...tables,
    ...(scorecard.period === undefined ? [] : [periodSection(scorecard.period, sources)]),
    ...scorecard.deaths.flatMap(differenceNote),
    ...demonstrationNote(scorecard),
    ...sources.footnotes(),
    freshness(scorecard),
  ].join('\n');
}

function demonstrationNote({ officers, cameras, incidents }: Scorecard): string[] {
  const invented = incidents.reduce((sum, { demonstration }) => sum + demonstration, 0n);
  const parts = [
    `${whole(officers?.demonstration ?? 0)} community officers`,
    `${whole(cameras?.demonstration ?? 0)} patrol officers`,
    `${whole(invented)} incidents`,
  ].filter((part) => !part.startsWith('0 '));
  if (parts.length === 0) return [];
  return [`${DEMONSTRATION_MARK} demonstration data · демонстраційні дані, invented: ${parts.join(', ')}`];
}

function freshness({ progress }: Scorecard): string {
  const counted = progress.map(({ producer, position }) => `${producer} up to event ${whole(position)}`);
  return counted.length === 0 ? 'Nothing has been counted yet.' : `Counted: ${counted.join(', ')}.`;
}
