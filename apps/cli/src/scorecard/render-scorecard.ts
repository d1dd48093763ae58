import type { PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { kyivTime } from '../time/show-time.ts';
import { deathsSection } from './deaths-section.ts';
import { differenceNote } from './difference-note.ts';
import { incidentsSection } from './incidents-section.ts';
import { DEMONSTRATION_MARK, Sources } from './marks.ts';
import { whole } from './numbers.ts';
import { periodLine, promisesSection } from './period-section.ts';
import { programmeSection } from './programme-section.ts';

/** The scorecard of a period as text: tables, a note on invented data, sources of the official figures, and freshness. */
export function renderScorecard(scorecard: Scorecard): string {
  const { asOf, deaths, period } = scorecard;
  if (period === undefined) throw new Error('the scorecard has no period: statistics is of an earlier version');
  const sources = new Sources();
  return [
    `Safe Community · Безпечна громада: scorecard of ${kyivTime(asOf)} (Kyiv)`,
    periodLine(period),
    programmeSection(period, sources),
    deathsSection(deaths, period, sources),
    incidentsSection(period),
    promisesSection(period, sources),
    ...(period.territoryCode === 'UA' ? deaths.flatMap(differenceNote) : []),
    ...demonstrationNote(period),
    ...sources.footnotes(),
    freshness(scorecard),
  ].join('\n');
}

function demonstrationNote({ promises, incidents }: PeriodScorecard): string[] {
  const isInvented =
    promises.some(({ demonstration }) => demonstration !== undefined) ||
    incidents.some(({ demonstration }) => demonstration !== undefined);
  return isInvented ? [`${DEMONSTRATION_MARK} demonstration data, invented · демонстраційні дані, вигадані`] : [];
}

function freshness({ progress }: Scorecard): string {
  const counted = progress.map(({ producer, position }) => `${producer} up to event ${whole(position)}`);
  return counted.length === 0 ? 'Nothing has been counted yet.' : `Counted: ${counted.join(', ')}.`;
}
