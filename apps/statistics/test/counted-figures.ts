import type { Database } from '@safe-community/database';
import { COUNTRY } from '../src/incidents/incident-count.ts';
import { findCells } from '../src/incidents/incidents.store.ts';
import { medianOf } from '../src/incidents/response-time.ts';
import { readTally } from '../src/scorecard/scorecard.store.ts';
import { places } from './random-history.ts';

/** The figures in the database, in the form of the reference model. */
export async function countedFigures(database: Database) {
  const { officers, patrol, categories, responses } = await readTally(database, new Date());
  const histograms = [...Map.groupBy(responses, ({ category }) => category)];
  return {
    officers,
    patrol,
    cells: (await cellsOf(database)).toSorted(),
    incidents: categories.reduce((sum, { incidents }) => sum + incidents, 0),
    responded: responses.reduce((sum, { responses }) => sum + responses, 0),
    medians: new Map(histograms.map(([category, buckets]) => [category, (medianOf(buckets) ?? Number.NaN) / 1_000])),
  };
}

/** One line for each cell: territory, day, category, incidents, killed, defenders killed, invented. */
async function cellsOf(database: Database): Promise<string[]> {
  const territories = new Set([COUNTRY, ...places.flatMap(({ hromada, oblast }) => [hromada, oblast])]);
  const lines = [...territories].map(async (territoryCode) => {
    const asked = { from: '2021-01-01', to: '2021-12-31', territoryCode, category: undefined, byDay: true };
    const cells = await findCells(database, asked);
    return cells.map(({ day, category, incidents, killed, defendersKilled, demonstration }) =>
      [territoryCode, day, category, incidents, killed, defendersKilled, demonstration].join(' '),
    );
  });
  return (await Promise.all(lines)).flat();
}
