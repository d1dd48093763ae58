import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { renderTable } from '../terminal/table.ts';
import { orDash, type Sources } from './marks.ts';
import { official, whole } from './numbers.ts';

/** The deaths that were published of 2020, of the country, beside those counted in the territory and period. */
export function deathsSection({ rows, territoryCode, firstDay, countedUntil }: Scorecard, sources: Sources): string {
  const isCountry = territoryCode === 'UA';
  const deaths = rows.filter(({ group }) => group === 'lives');
  const of2020 = deaths.map(({ baselines }) => baselines.at(-1)?.official);
  const year = of2020.find((figure) => figure !== undefined)?.periodEnd?.year ?? '';
  const days = `${firstDay} – ${countedUntil}`;
  const published = {
    heading: say({ uk: `Офіційно, рік ${year}`, en: `Official, year ${year}` }),
    align: 'right' as const,
  };
  return renderTable(
    [
      { heading: say({ uk: 'Загинуло', en: 'Deaths' }) },
      ...(isCountry ? [published] : []),
      { heading: say({ uk: `Обліковано ${days}`, en: `Counted ${days}` }), align: 'right' as const },
    ],
    deaths.map(({ titleUk, titleEn, value }, index) => [
      say({ uk: titleUk, en: titleEn }),
      ...(isCountry ? [`${official(of2020[index])}${sources.markOf(of2020[index])}`] : []),
      orDash(value, whole),
    ]),
  );
}
