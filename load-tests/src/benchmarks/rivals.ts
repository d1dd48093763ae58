import { prepareRivals, startRival } from '../floors/rival.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { openReportCalls } from '../report-calls.ts';
import type { System } from '../system.ts';

const ROUNDS = 3;
const SECONDS = 3;
const IN_FLIGHT = [1, 256];

/** ReportIncident with all features on, compared with typical alternative implementations. */
export async function rivals(system: System): Promise<Standing[]> {
  prepareRivals();
  const reports = openReportCalls(system);
  const others = [await startRival(system, false), await startRival(system, true)];
  try {
    const contestants = [reports.contestant, ...others.map(({ contestant }) => contestant)];
    const standings: Standing[] = [];
    for (const inFlight of IN_FLIGHT) {
      standings.push(...(await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS })));
    }
    return standings;
  } finally {
    reports.close();
    await Promise.all(others.map((rival) => rival.stop()));
  }
}
