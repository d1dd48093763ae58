import { floorContestant } from '../floors/contestants.ts';
import { startFloor } from '../floors/start-floor.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { openOfficerImports, ROWS_PER_MESSAGE } from '../officer-imports.ts';
import type { System } from '../system.ts';
import { clockOfService } from '../system-processes.ts';

const ROWS = 5_000;
const ROUNDS = 3;
const SECONDS = 3;
/** Rows per statement of the floor: the maximum batch of the service. */
const BATCH = 250;

/** Imports of 5,000 officers, one after the other: 100 rows a message, one row a message, and bare inserts by `unnest`. */
export async function officerImport(system: System): Promise<Standing[]> {
  const options = { url: system.registryOwnerUrl, sessions: 1, rows: BATCH, statements: ROWS / BATCH };
  const bare = await startFloor('inserts', options);
  const imports = openOfficerImports(system);
  const contestant = (rowsPerMessage: number): Contestant => ({
    name: `ImportOfficers, ${rowsPerMessage} rows a message`,
    work: (load) => workInFlight(load, () => imports.run(ROWS, rowsPerMessage), ROWS),
    clock: clockOfService(system.processes, 'officer-registry'),
  });
  try {
    const floor = floorContestant(`insert of ${BATCH} rows`, bare, system, 'officer-registry');
    const contestants = [contestant(ROWS_PER_MESSAGE), contestant(1), floor];
    return await compare(contestants, { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
  } finally {
    imports.close();
    await bare.stop();
  }
}
