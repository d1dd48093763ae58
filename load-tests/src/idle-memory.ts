import { readdirSync, readFileSync } from 'node:fs';

export interface ServiceMemory {
  readonly service: string;
  /** Resident set, MB; pages shared with others are in each one's. */
  readonly residentMb: number;
  /** Proportional set, MB; shared pages divided among those who share them, so that the sum is what is used. */
  readonly proportionalMb: number;
}

/** Memory of the four services, as the kernel tells it. Linux only. */
export function serviceMemory(upPid: number): ServiceMemory[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === upPid)
    .flatMap((pid) => {
      const [, service] = /apps\/([a-z-]+)\/src\/main\.ts/.exec(readProc(pid, 'cmdline')) ?? [];
      return service === undefined
        ? []
        : [{ service, residentMb: megabytes(pid, 'Rss'), proportionalMb: megabytes(pid, 'Pss') }];
    });
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]);
}

function megabytes(pid: string, kind: 'Rss' | 'Pss'): number {
  const [, kilobytes] = new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(readProc(pid, 'smaps_rollup')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}

/** A process may end while we look. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
