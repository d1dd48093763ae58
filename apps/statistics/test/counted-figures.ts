import type { Database } from '@safe-community/database';
import { COUNTRY } from '../src/domain/incident-count.ts';
import { medianOf } from '../src/domain/response-time.ts';
import { incidentCounters } from '../src/outbound/postgres/incident-counters.ts';
import { tallyReader } from '../src/outbound/postgres/tally-reader.ts';
import { places } from './random-history.ts';

/** What the database holds, as the reference model writes it. */
export async function countedFigures(database: Database) {
  const { officers, patrol, categories, responses } = await tallyReader(database).read();
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

/** One line a cell: territory, day, category, incidents, killed, defenders killed, invented. */
async function cellsOf(database: Database): Promise<string[]> {
  const counters = incidentCounters(database);
  const territories = new Set([COUNTRY, ...places.flatMap(({ hromada, oblast }) => [hromada, oblast])]);
  const lines = [...territories].map(async (territoryCode) => {
    const asked = { from: '2021-01-01', to: '2021-12-31', territoryCode, category: undefined, byDay: true };
    const cells = await counters.cells(asked);
    return cells.map(({ day, category, incidents, killed, defendersKilled, demonstration }) =>
      [territoryCode, day, category, incidents, killed, defendersKilled, demonstration].join(' '),
    );
  });
  return (await Promise.all(lines)).flat();
}
