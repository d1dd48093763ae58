import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { kyivTime } from '../time/show-time.ts';
import { deathsSection } from './deaths-section.ts';
import { differenceNote } from './difference-note.ts';
import { incidentsSection } from './incidents-section.ts';
import { Sources } from './marks.ts';
import { whole } from './numbers.ts';
import { periodLine, promisesSection } from './period-section.ts';
import { programmeSection } from './programme-section.ts';

/** The scorecard of a period as text: tables, sources of the official figures, and freshness. */
export function renderScorecard(scorecard: Scorecard): string {
  const { asOf, rows, territoryCode } = scorecard;
  const sources = new Sources();
  return [
    say({
      uk: `Безпечна громада: зведення на ${kyivTime(asOf)} (Київ)`,
      en: `Safe Community: scorecard of ${kyivTime(asOf)} (Kyiv)`,
    }),
    periodLine(scorecard),
    '',
    programmeSection(scorecard, sources),
    '',
    deathsSection(scorecard, sources),
    '',
    incidentsSection(scorecard),
    '',
    promisesSection(scorecard, sources),
    ...(territoryCode === 'UA' ? rows.flatMap(differenceNote) : []),
    ...sources.footnotes(),
    freshness(scorecard),
  ].join('\n');
}

function freshness({ progress }: Scorecard): string {
  if (progress.length === 0) return say({ uk: 'Ще нічого не обліковано.', en: 'Nothing has been counted yet.' });
  const upTo = progress.map(({ producer, position }) => {
    const event = whole(position);
    return say({ uk: `${producer} до події ${event}`, en: `${producer} up to event ${event}` });
  });
  return `${say({ uk: 'Обліковано', en: 'Counted' })}: ${upTo.join(', ')}.`;
}
