import { echoContestant, floorContestant } from '../floors/contestants.ts';
import { startEcho, type Echo } from '../floors/echo.ts';
import { startFloor } from '../floors/start-floor.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { openReportCalls, reportBytes } from '../report-calls.ts';
import { metered, openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const ROUNDS = 5;
const SECONDS = 3;
const IN_FLIGHT = [1, 64, 256];
/** The server has 200 connections in total. */
const MAX_SESSIONS = 100;
/** Rows per statement: the maximum batch of the service. */
const GROUP = 256;

/**
 * ReportIncident with all features on, compared with a bare echo and bare inserts: one row per transaction with one
 * session per call in flight, and batches by `unnest`, sequentially.
 */
export async function reportThroughput(
  system: System,
  say: (line: string) => void,
): Promise<{ standings: Standing[]; storage: Storage }> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const reports = openReportCalls(system);
  const meter = await openStorageMeter(system);
  const subject = metered(reports.contestant, meter);
  try {
    await reports.contestant.work({ inFlight: 64, seconds: 2 });
    const standings: Standing[] = [];
    for (const inFlight of IN_FLIGHT) {
      say(`${inFlight} in flight: ${ROUNDS} rounds of ${SECONDS} s each, in turns …`);
      standings.push(...(await measure(system, subject, echo, inFlight)));
    }
    return { standings, storage: meter.perReport() };
  } finally {
    reports.close();
    await meter.close();
    echo.stop();
  }
}

async function measure(system: System, report: Contestant, echo: Echo, inFlight: number): Promise<Standing[]> {
  const [sessions, group] = [Math.min(inFlight, MAX_SESSIONS), Math.min(inFlight, GROUP)];
  const url = system.intakeOwnerUrl;
  const single = await startFloor('inserts', { url, sessions, rows: 1 });
  const grouped = await startFloor('inserts', { url, sessions: 1, rows: group });
  try {
    const contestants = [
      report,
      echoContestant(echo, reportBytes),
      floorContestant(`insert of 1 row, ${sessions} sessions`, single, system, 'incident-intake'),
      floorContestant(`insert of ${group} rows`, grouped, system, 'incident-intake', 1),
    ];
    return await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS });
  } finally {
    await Promise.all([single.stop(), grouped.stop()]);
  }
}
