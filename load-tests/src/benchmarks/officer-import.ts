import type { Contestant, Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { openOfficerImports, ROWS_PER_MESSAGE } from '../officer-imports.ts';
import type { System } from '../system.ts';
import { clockOfService } from '../system-processes.ts';
import { besideInserts, ROWS } from './import-throughput.ts';

/** The same as `importThroughput` for officers. */
export async function officerImport(system: System): Promise<Standing[]> {
  const imports = openOfficerImports(system);
  const contestant = (rowsPerMessage: number): Contestant => ({
    name: `ImportOfficers, ${rowsPerMessage} rows a message`,
    work: (load) => workInFlight(load, () => imports.run(ROWS, rowsPerMessage), ROWS),
    clock: clockOfService(system.processes, 'officer-registry'),
  });
  try {
    const contestants = [contestant(ROWS_PER_MESSAGE), contestant(1)];
    return await besideInserts(system, 'officer-registry', system.registryOwnerUrl, contestants);
  } finally {
    imports.close();
  }
}
