import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Promise as Promises, type PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { DeathMeasure } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { INDICATORS } from '../wording/indicators.ts';
import { orDash, type Sources } from './marks.ts';
import { official, whole } from './numbers.ts';
import { renderTable } from '../terminal/table.ts';

const PROMISE_OF: ReadonlyMap<Indicator, Promises> = new Map([
  [Indicator.DEATHS_ROAD, Promises.DEATHS_ROAD],
  [Indicator.DEATHS_FIRE, Promises.DEATHS_FIRE],
  [Indicator.DEATHS_WATER, Promises.DEATHS_WATER],
  [Indicator.DEATHS_TOTAL, Promises.DEATHS_TOTAL],
  [Indicator.DEFENDERS_KILLED, Promises.DEFENDERS_KILLED],
]);

/** The deaths that were published of 2020, of the country, beside those counted in the territory and period. */
export function deathsSection(deaths: readonly DeathMeasure[], period: PeriodScorecard, sources: Sources): string {
  const { territoryCode, firstDay, countedUntil, promises } = period;
  const isCountry = territoryCode === 'UA';
  const rows = deaths.map(({ indicator, official: figure }) => {
    const counted = promises.find(({ promise }) => promise === PROMISE_OF.get(indicator));
    return [
      INDICATORS.nameOf(indicator),
      ...(isCountry ? [`${official(figure)}${sources.markOf(figure)}`] : []),
      orDash(counted?.current, whole),
    ];
  });
  const year = deaths.find(({ official }) => official !== undefined)?.official?.periodEnd?.year;
  const days = `${firstDay} – ${countedUntil}`;
  return renderTable(
    [
      { heading: say({ uk: 'Загинуло', en: 'Deaths' }) },
      ...(isCountry
        ? [
            {
              heading: say({ uk: `Офіційно, рік ${year ?? ''}`, en: `Official, year ${year ?? ''}` }),
              align: 'right' as const,
            },
          ]
        : []),
      { heading: say({ uk: `Обліковано ${days}`, en: `Counted ${days}` }), align: 'right' as const },
    ],
    rows,
  );
}
