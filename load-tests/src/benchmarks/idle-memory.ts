import { readProc } from '../frame/proc.ts';
import type { SystemProcesses } from '../system-processes.ts';

export interface ServiceMemory {
  readonly service: string;
  /** Resident set size, MB; counts shared pages in each process. */
  readonly residentMb: number;
  /** Proportional set size, MB; shared pages are divided among the processes, so the sum is the memory in use. */
  readonly proportionalMb: number;
}

/** Memory of the four services by the kernel's count. Linux only. */
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
