import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ListSourcesRequest } from '@safe-community/contracts/statistics/v1/source_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { awaitCounted } from './await-counted.ts';
import { planFlood } from './flood.ts';
import { inPortions } from './in-portions.ts';
import { planIncidents } from './incidents.ts';
import { publishedFigures } from '../figure-file/published-figures.ts';
import { retryTransient } from './retry-transient.ts';
import { planPatrolUnits, type PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { setUpAttendance } from './set-up-attendance.ts';
import { setUpCameras } from './set-up-cameras.ts';
import { setUpCases } from './set-up-cases.ts';
import { setUpFaults } from './set-up-faults.ts';
import { setUpLink } from './set-up-link.ts';
import { setUpPatrol } from './set-up-patrol.ts';
import { setUpProgramme } from './set-up-programme.ts';
import { setUpRecordings } from './set-up-recordings.ts';
import { setUpRequests } from './set-up-requests.ts';
import { setUpRetention } from './set-up-retention.ts';
import { setUpStaffing, type Staffed } from './set-up-staffing.ts';
import { planSilentSource } from './silent-source.ts';
import { planSources, sourceOf } from './sources.ts';
import { planStaffing, type Staffing } from './staffing.ts';
import { setUpWaves } from './set-up-waves.ts';
import { say } from '../terminal/language.ts';
import { whole } from '../scorecard/numbers.ts';

export interface MainJobOptions {
  /** Midnight UTC, not in the future: the incidents are of the 30 days before it. */
  readonly anchorDay: Date;
  /** Receives a line after each step. */
  readonly progress: (line: string) => void;
  /** Folder of the evidence store, which gets the files of recordings; none if it is absent. */
  readonly evidenceDir?: string;
}

const HROMADAS = 1_469;

/**
 * Fills the system with the programme as of 2021: officers, patrol units, cameras, a month of incidents, the official
 * figures. People, units, cameras, and incidents are invented; the figures are the published ones. Running it again with the same anchor day adds only what is missing. Resolves when the scorecard shows
 * everything. Rejects with a CallError or a Problem.
 */
export async function runMainJob(connection: Connection, options: MainJobOptions): Promise<void> {
  const { anchorDay, progress } = options;
  const units = planPatrolUnits();
  await checkTerritory(connection);
  progress(say({ uk: `Територія: громад – ${whole(HROMADAS)}.`, en: `Territory: ${whole(HROMADAS)} hromadas.` }));
  const staffing = planStaffing();
  await Promise.all([
    importFigures(connection),
    fillPatrol(connection, units, options),
    // Officers first, so that incidents are routed to them.
    fillOfficers(connection, staffing, { anchorDay, progress }).then(({ idOf }) =>
      Promise.all([
        fillIncidents(connection, { anchorDay, progress }),
        fillProgramme(connection, { ...staffing, idOf }, { anchorDay, progress }),
      ]),
    ),
  ]);
  await setUpLink(connection, units);
  await awaitCounted(connection, anchorDay);
}

async function fillOfficers(
  connection: Connection,
  staffing: Staffing,
  { anchorDay, progress }: MainJobOptions,
): Promise<Staffed> {
  const staffed = await setUpStaffing(connection, anchorDay, staffing);
  const primaries = staffing.beats.filter(({ primary }) => primary !== undefined);
  const districts = staffing.beats.filter(({ district }) => district !== undefined);
  const beats = whole(staffing.beats.length - districts.length);
  const [community, elsewhere, shown] = [primaries.length, districts.length, staffed.profiles].map(whole);
  progress(
    say({
      uk: `Офіцери: громад – ${community} на ${beats} дільницях, дільничних деінде – ${elsewhere}, профілів – ${shown}.`,
      en: `Officers: ${community} community officers on ${beats} beats, ${elsewhere} district officers elsewhere, ${shown} public profiles.`,
    }),
  );
  return staffed;
}

async function fillProgramme(
  connection: Connection,
  staffing: Parameters<typeof setUpProgramme>[1],
  { anchorDay, progress }: MainJobOptions,
): Promise<void> {
  const { stations, surveys } = await setUpProgramme(connection, staffing, anchorDay);
  progress(
    say({
      uk: `Програма: станцій – ${stations}, опитувань – ${surveys}, цілі й правила з джерелами.`,
      en: `Programme: ${stations} stations, ${surveys} surveys, targets and rules with their sources.`,
    }),
  );
}

async function fillPatrol(
  connection: Connection,
  units: readonly PlannedUnit[],
  { anchorDay, progress, evidenceDir }: MainJobOptions,
): Promise<void> {
  const officerIds = await setUpPatrol(connection, units);
  const patrol = officerIds.flat().length;
  progress(
    say({
      uk: `Патрульна поліція: офіцерів – ${patrol}, підрозділів – ${units.length}.`,
      en: `Patrol: ${patrol} officers in ${units.length} units.`,
    }),
  );
  const delivery = await setUpWaves(connection, units);
  const [cameras, requests] = await Promise.all([
    setUpCameras(connection, units, officerIds, delivery),
    setUpRequests(connection, units, anchorDay),
  ]);
  await setUpFaults(connection, cameras.cameraIds, cameras.old);
  progress(
    say({
      uk: `Камери: видано ${cameras.issued}, дві хвилі, несправності й ремонти, відкликання прошивки.`,
      en: `Cameras: ${cameras.issued} issued, two waves, faults and repairs, a recall of firmware.`,
    }),
  );
  const recordings = await setUpRecordings(connection, units, evidenceDir);
  const attended = await setUpAttendance(connection, units, officerIds);
  await setUpRetention(connection, units);
  progress(
    say({
      uk: `Відео: записів – ${recordings}, утримання, строки, запитів і скарг – ${requests}, подій із камерами – ${attended}.`,
      en: `Footage: ${recordings} recordings, a hold, expiries to announce, ${requests} requests and complaints, ${attended} incidents attended with cameras.`,
    }),
  );
}

async function fillIncidents(connection: Connection, { anchorDay, progress }: MainJobOptions): Promise<void> {
  await declareSources(connection, anchorDay);
  const [count, water] = await Promise.all([
    importIncidents(connection, `incidents ${anchorDay.toISOString()}`, planIncidents(anchorDay)),
    importIncidents(connection, `flood ${anchorDay.toISOString()}`, planFlood(anchorDay)),
    importIncidents(connection, `silent source ${anchorDay.toISOString()}`, planSilentSource(anchorDay)),
  ]);
  progress(
    say({
      uk: `Події: ${count} за останні 30 днів; ${water} за два роки повеней, серед них паводок.`,
      en: `Incidents: ${count} of the last 30 days; ${water} of two years of high water, with a flood.`,
    }),
  );
  const cases = await setUpCases(connection, anchorDay);
  progress(
    say({
      uk: `Справи: ${cases} з роботами, приписами, школами або авіацією.`,
      en: `Cases: ${cases} with works, orders, schools, or air rescue.`,
    }),
  );
}

async function checkTerritory({ officers }: Connection): Promise<void> {
  const answer = await retryTransient(() => officers.getCoverage({ oblastCode: '' }));
  const { hromadas, installation, occupiedHromadas } = answer;
  if (installation !== InstallationKind.DEMONSTRATION)
    throw new Problem({
      uk: 'Це справжня установка: вигаданого в ній немає. Для демонстрації візьміть порожню базу даних.',
      en: 'This is a real installation: nothing is invented in it. Use an empty database for a demonstration.',
    });
  const known = hromadas + occupiedHromadas;
  if (known < HROMADAS)
    throw new Problem({
      uk: `У реєстрі ${known} з ${HROMADAS} громад.`,
      en: `The registry has ${known} of ${HROMADAS} hromadas.`,
    });
}

async function importFigures({ statistics }: Connection): Promise<void> {
  const figures = await publishedFigures();
  await retryTransient(() => statistics.importOfficialFigures({ requestId: requestIdOf('official series'), figures }));
}

/** Those of an earlier anchor day stay. */
async function declareSources({ sources }: Connection, anchorDay: Date): Promise<void> {
  const all = ListSourcesRequest.fromPartial({ pageSize: 500 });
  const { sources: known } = await retryTransient(() => sources.listSources(all));
  const names = new Set(known.map(({ declaration }) => declaration?.source));
  for (const declaration of planSources(anchorDay).filter(({ source }) => !names.has(source))) {
    const requestId = requestIdOf(`source ${declaration.source} ${anchorDay.toISOString()}`);
    await retryTransient(() => sources.declareSource({ requestId, declaration }));
  }
}

async function importIncidents(
  { incidents }: Connection,
  request: string,
  rows: readonly ImportRow[],
): Promise<number> {
  const ofSources = await Promise.all(
    [...Map.groupBy(rows, sourceOf)].map(([sourceSystem, own]) =>
      inPortions(own, (portion, name) => {
        const header = { requestId: requestIdOf(`${request} ${sourceSystem} ${name}`), sourceSystem, tellRows: false };
        return retryTransient(() => incidents.importIncidents(header, portion));
      }),
    ),
  );
  const answers = ofSources.flat();
  const [first] = answers.flatMap(({ refusedRows }) => refusedRows);
  if (first === undefined) return rows.length;
  const refused = answers.reduce((sum, answer) => sum + answer.refused, 0);
  throw new Problem({
    uk: `Служба incident-intake відхилила подій: ${refused}; перша: ${first.field} ${first.rule}.`,
    en: `Intake rejected ${refused} incidents, the first because ${first.field} ${first.rule}.`,
  });
}
