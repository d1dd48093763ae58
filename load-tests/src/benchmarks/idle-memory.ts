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
    residentMb: megabytesOf(pid, 'smaps_rollup', 'Rss'),
    proportionalMb: megabytesOf(pid, 'smaps_rollup', 'Pss'),
  }));
}

/** A line of a file in /proc that counts kilobytes. */
export function megabytesOf(pid: number, file: 'smaps_rollup' | 'status', line: string): number {
  const [, kilobytes] = new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(readProc(pid, file)) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}
