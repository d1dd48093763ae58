import type { Standing } from './compare.ts';

/** One line per contestant, the subject first; the two ratios compare the subject with this one. */
export function printStandings(standings: readonly Standing[]): void {
  console.table(standings.map(lineOf));
}

function lineOf({ name, inFlight, perSecond, p50, p99, cpu, callerCpu, ratio, cpuRatio }: Standing) {
  return {
    what: name,
    'in flight': inFlight,
    'per s': Math.round(perSecond),
    'p50 ms': Number(p50.toFixed(2)),
    'p99 ms': Number(p99.toFixed(2)),
    'CPU µs: program': Math.round(cpu.program),
    database: Math.round(cpu.postgres),
    both: Math.round(cpu.program + cpu.postgres),
    'others later': Math.round(cpu.others),
    'all but the caller': Math.round(cpu.program + cpu.postgres + cpu.others),
    caller: Math.round(callerCpu),
    ratio: Number(ratio.toFixed(2)),
    'ratio of CPU': Number(cpuRatio.toFixed(2)),
  };
}
