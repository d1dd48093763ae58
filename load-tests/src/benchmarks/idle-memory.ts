import { readProc } from '../frame/proc.ts';
import type { SystemProcesses } from '../system-processes.ts';

export interface ServiceMemory {
  readonly service: string;
  /** Resident set, MB; pages shared with others are in each one's. */
  readonly residentMb: number;
  /** Proportional set, MB; shared pages divided among those who share them, so that the sum is what is used. */
  readonly proportionalMb: number;
}

/** Memory of the four services, as the kernel tells it. Linux only. */
export function serviceMemory({ services }: Pick<SystemProcesses, 'services'>): ServiceMemory[] {
  return Object.entries(services).map(([service, pid]) => ({
    service,
    residentMb: megabytes(pid, 'Rss'),
    proportionalMb: megabytes(pid, 'Pss'),
  }));
}

function megabytes(pid: number, kind: 'Rss' | 'Pss'): number {
  const [, kilobytes] = new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(readProc(pid, 'smaps_rollup')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}
