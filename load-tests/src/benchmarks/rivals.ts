import { countedReports } from '../counted-reports.ts';
import { prepareRivals, startRival, startRivalStatistics } from '../floors/rival.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { openReportCalls } from '../report-calls.ts';
import { metered, openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const ROUNDS = 4;
const SECONDS = 2;
const IN_FLIGHT = [1, 64];
/** Turns end when their reports are counted; there are more processes with timers here than elsewhere. */
const QUIET_SHARE = 0.4;
const IDLE_SECONDS = 4;

/** ReportIncident with everything enabled, counted by statistics, beside what a team would write instead, counted too. */
export async function rivals(system: System): Promise<{ standings: Standing[]; storage: Storage }> {
  prepareRivals();
  const reports = openReportCalls(system);
  const counted = await countedReports(system, reports.contestant);
  const meter = await openStorageMeter(system);
  const statistics = [await startRivalStatistics(system, 'nest'), await startRivalStatistics(system, 'bare')] as const;
  const [nest, bare] = statistics;
  const others = [
    await startRival(system, 'publishing', nest),
    await startRival(system, 'outbox', nest),
    await startRival(system, 'bare', bare),
  ];
  try {
    const contestants = [metered(counted.contestant, meter), ...others.map(({ contestant }) => contestant)];
    const standings: Standing[] = [];
    for (const inFlight of IN_FLIGHT) {
      const load = { inFlight, seconds: SECONDS, rounds: ROUNDS };
      standings.push(...(await compare(contestants, { ...load, quietShare: QUIET_SHARE, idleSeconds: IDLE_SECONDS })));
    }
    return { standings, storage: meter.perReport() };
  } finally {
    reports.close();
    await Promise.all([counted.close(), meter.close()]);
    for (const running of [...others, ...statistics]) await running.stop();
  }
}
