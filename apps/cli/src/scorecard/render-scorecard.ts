import type { PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
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
    say({
      uk: `Безпечна громада: зведення на ${kyivTime(asOf)} (Київ)`,
      en: `Safe Community: scorecard of ${kyivTime(asOf)} (Kyiv)`,
    }),
    periodLine(period),
    '',
    programmeSection(period, sources),
    '',
    deathsSection(deaths, period, sources),
    '',
    incidentsSection(period),
    '',
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
  return isInvented
    ? [`${DEMONSTRATION_MARK} ${say({ uk: 'демонстраційні дані, вигадані', en: 'demonstration data, invented' })}`]
    : [];
}

function freshness({ progress }: Scorecard): string {
  if (progress.length === 0) return say({ uk: 'Ще нічого не обліковано.', en: 'Nothing has been counted yet.' });
  const upTo = progress.map(({ producer, position }) => {
    const event = whole(position);
    return say({ uk: `${producer} до події ${event}`, en: `${producer} up to event ${event}` });
  });
  return `${say({ uk: 'Обліковано', en: 'Counted' })}: ${upTo.join(', ')}.`;
}
