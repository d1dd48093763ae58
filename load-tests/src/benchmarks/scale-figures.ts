import { openDatabase, rows } from '@safe-community/database';
import { echoContestant } from '../floors/contestants.ts';
import { startEcho } from '../floors/echo.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { openReportCalls, reportBytes } from '../report-calls.ts';
import type { Figures, LoadFigures } from '../scale/figures.ts';
import type { System } from '../system.ts';

const ROUNDS = 3;
const SECONDS = 2;
const IN_FLIGHT = [1, 64, 256];

/** What docs/scale.md is computed of: to be put into src/scale/measured.json. */
export async function scaleFigures(system: System): Promise<Omit<Figures, 'machine' | 'date'>> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const reports = openReportCalls(system);
  const database = openDatabase({ url: system.intakeOwnerUrl, entities: [], migrations: [] });
  try {
    const before = await stored();
    const standings: Standing[][] = [];
    for (const inFlight of IN_FLIGHT) {
      const contestants = [reports.contestant, echoContestant(echo, reportBytes)];
      standings.push(await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS, warmUpSeconds: 2 }));
    }
    const after = await stored();
    return {
      cores: 2,
      reports: standings.map(([report]) => figuresOf(report)),
      echo: standings.map(([, bare]) => figuresOf(bare)),
      bytesOfReport: Math.round((after.bytes - before.bytes) / (after.incidents - before.incidents)),
    };
  } finally {
    reports.close();
    echo.stop();
    await database.close();
  }

  async function stored(): Promise<{ bytes: number; incidents: number }> {
    const [found] = await rows<{ bytes: string; incidents: number }>(
      database.em.fork(),
      'select pg_database_size(current_database()) as bytes, (select count(*)::int from incident) as incidents',
    );
    if (found === undefined) throw new Error('a select without a row');
    return { bytes: Number(found.bytes), incidents: found.incidents };
  }
}

function figuresOf(standing: Standing | undefined): LoadFigures {
  if (standing === undefined) throw new Error('nothing was measured');
  const { inFlight, perSecond, p50, p99, cpu, callerCpu } = standing;
  const [program, postgres, others, caller] = [cpu.program, cpu.postgres, cpu.others, callerCpu].map(Math.round);
  return {
    inFlight,
    perSecond: Math.round(perSecond),
    p50Ms: Number(p50.toFixed(2)),
    p99Ms: Number(p99.toFixed(2)),
    programMicros: program ?? 0,
    postgresMicros: postgres ?? 0,
    othersMicros: others ?? 0,
    callerMicros: caller ?? 0,
  };
}
