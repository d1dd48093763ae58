import type { Database } from '@safe-community/database';
import { readFigures } from '../src/figures/module.ts';
import { COUNTRY } from '../src/incidents/event-count.ts';
import { medianOf } from '../src/incidents/response-time.ts';
import { readTally } from '../src/scorecard/scorecard.store.ts';
import { KNOWN_DAYS, places } from './random-history.ts';

/** The figures in the database, in the form of the reference model. */
export async function countedFigures(database: Database) {
  const { officers, patrol, categories, responses } = await readTally(database, new Date());
  const histograms = [...Map.groupBy(responses, ({ category }) => category)];
  return {
    officers,
    patrol,
    cells: await cellsOf(database),
    known: await Promise.all(KNOWN_DAYS.map((day) => cellsOf(database, day))),
    incidents: categories.reduce((sum, { incidents }) => sum + incidents, 0),
    responded: responses.reduce((sum, { responses }) => sum + responses, 0),
    medians: new Map(histograms.map(([category, buckets]) => [category, (medianOf(buckets) ?? Number.NaN) / 1_000])),
  };
}

/** One line for each cell: territory, day, category, incidents, killed, defenders killed, invented. */
async function cellsOf(database: Database, knownOn?: string): Promise<string[]> {
  const figures = await readFigures(database.em.fork(), {
    measures: ['incidents', 'killed', 'defenders_killed'],
    from: '2021-01-01',
    to: '2021-12-31',
    territory: { codes: [COUNTRY, ...places.flatMap(({ hromada, oblast }) => [hromada, oblast])] },
    groupBy: ['territory', 'day', 'category'],
    knownOn,
    territoryAsOf: 'event',
  });
  const cells = Map.groupBy(figures, ({ territoryCode, from, category }) => [territoryCode, from, category].join(' '));
  return [...cells]
    .map(([cell, all]) => {
      const valueOf = (measure: string) => all.find((figure) => figure.measure === measure)?.value;
      const invented = all.find(({ measure }) => measure === 'incidents')?.demonstration;
      return [cell, valueOf('incidents'), valueOf('killed'), valueOf('defenders_killed'), invented].join(' ');
    })
    .toSorted();
}
