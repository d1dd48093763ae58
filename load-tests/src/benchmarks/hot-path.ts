import { clockOfService } from '../system-processes.ts';
import { between } from '../frame/clock.ts';
import { areaOf, IDLE } from '../profile/area-of.ts';
import { takeProfile, type ProfileNode } from '../profile/take-profile.ts';
import { timeBy, type TimeOf } from '../profile/time-by.ts';
import { openReportCalls } from '../report-calls.ts';
import { openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const SECONDS = 10;
const TOP = 15;

/** Figures for one report. */
export interface HotPath {
  readonly perSecond: number;
  /** Processor time of incident-intake per report, all threads, with the profiler on, µs. */
  readonly micros: number;
  /** Time of the main thread per report by area, without idle time, µs. */
  readonly areas: readonly TimeOf[];
  /** The functions with the most self time. */
  readonly functions: readonly TimeOf[];
  readonly storage: Storage;
}

/** Where the time of a report goes: a profile of incident-intake with this many calls in flight. */
export async function hotPath(system: System, inFlight: number): Promise<HotPath> {
  const reports = openReportCalls(system);
  const meter = await openStorageMeter(system);
  try {
    await reports.contestant.work({ inFlight, seconds: SECONDS / 2 });
    const clock = clockOfService(system.processes, 'incident-intake');
    let operations = 0;
    let seconds = 0;
    await meter.begin();
    const before = clock();
    const profile = await takeProfile(system.processes.services['incident-intake'], async () => {
      ({ operations, seconds } = await reports.contestant.work({ inFlight, seconds: SECONDS }));
    });
    const micros = (between(before, clock()).program * 1_000) / operations;
    await meter.end(operations);
    const each = (times: readonly TimeOf[]): TimeOf[] =>
      times
        .filter(({ name }) => name !== IDLE)
        .map(({ name, micros: spent }) => ({ name, micros: spent / operations }));
    return {
      perSecond: operations / seconds,
      micros,
      areas: each(timeBy(profile, areaOf)),
      functions: each(timeBy(profile, functionOf)).slice(0, TOP),
      storage: meter.perReport(),
    };
  } finally {
    reports.close();
    await meter.close();
  }
}

/** By name and file. */
function functionOf({ functionName, url, lineNumber }: ProfileNode['callFrame']): string {
  const file = url.split('/').slice(-3).join('/');
  return file === '' ? functionName : `${functionName || 'unnamed'} ${file}:${lineNumber + 1}`;
}
