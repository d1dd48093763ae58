import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { awaitCounted } from './await-counted.ts';
import { planIncidents } from './incidents.ts';
import { OFFICIAL_FIGURES } from './official-figures.ts';
import { patiently } from './patiently.ts';
import { planPatrolUnits } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { setUpCameras } from './set-up-cameras.ts';
import { setUpCommunityOfficers } from './set-up-community-officers.ts';
import { setUpPatrol } from './set-up-patrol.ts';

export interface MainJobOptions {
  /** A midnight of UTC, not in the future: the incidents are those of the 30 days before it. */
  readonly anchorDay: Date;
  /** Told, a line at a time, what has been done. */
  readonly progress: (line: string) => void;
}

const HROMADAS = 1_469;

/**
 * Fills the system with the programme as of 2021: officers, patrol units, cameras, a month of incidents, the official
 * figures. People, units, cameras and incidents are invented and marked as a demonstration; the figures are the
 * published ones. Done again, or after it was cut short, with the same anchor day it adds only what is missing. Ends when
 * statistics has counted everything. Rejects with a CallError or a Problem.
 */
export async function runMainJob(connection: Connection, { anchorDay, progress }: MainJobOptions): Promise<void> {
  await checkTerritory(connection);
  progress(`Territory: ${HROMADAS.toLocaleString('en')} hromadas.`);
  const units = planPatrolUnits();
  const [, officerIds] = await Promise.all([
    setUpCommunityOfficers(connection).then((count) =>
      progress(`Officers: ${count} community officers on their beats.`),
    ),
    setUpPatrol(connection, units),
    importFigures(connection),
  ]);
  progress(`Patrol: ${officerIds.flat().length} officers in ${units.length} units.`);
  // After the officers, so that incidents find those who are responsible.
  await Promise.all([
    setUpCameras(connection, units, officerIds).then((count) => progress(`Cameras: ${count} handed out.`)),
    importIncidents(connection, anchorDay).then((count) => progress(`Incidents: ${count} of the last 30 days.`)),
  ]);
  await awaitCounted(connection);
}

async function checkTerritory({ officers }: Connection): Promise<void> {
  const { hromadas } = await patiently(() => officers.getCoverage({ oblastCode: '' }));
  if (hromadas < HROMADAS) throw new Problem(`The registry knows ${hromadas} hromadas of ${HROMADAS}.`);
}

async function importFigures({ statistics }: Connection): Promise<void> {
  const figures = [...OFFICIAL_FIGURES];
  await patiently(() => statistics.importOfficialFigures({ requestId: requestIdOf('official figures'), figures }));
}

async function importIncidents({ incidents }: Connection, anchorDay: Date): Promise<number> {
  const rows = planIncidents(anchorDay);
  const header = { requestId: requestIdOf(`incidents ${anchorDay.toISOString()}`), sourceSystem: 'demonstration' };
  const { refused, refusedRows } = await patiently(() => incidents.importIncidents(header, rows));
  const [first] = refusedRows;
  if (first === undefined) return rows.length;
  throw new Problem(`Intake refused ${refused} incidents, the first because ${first.field} ${first.rule}.`);
}
