import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds per tick of process times: USER_HZ is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** Processor time of a process by the kernel's count. Linux only. */
export interface Spent {
  /** Of the process with all threads, ms. */
  readonly ownMs: number;
  /** Of its children that have ended and were waited for, ms. */
  readonly endedChildrenMs: number;
}

/** Zero for a process that has ended. */
export function spentOf(pid: number): Spent {
  // The name is in parentheses and may contain anything; the numbers follow the last one.
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ').map(Number) ?? [];
  const [user = 0, system = 0, ofChildren = 0, systemOfChildren = 0] = fields.slice(11, 15);
  return { ownMs: (user + system) * TICK_MS, endedChildrenMs: (ofChildren + systemOfChildren) * TICK_MS };
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(/^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]) === parent);
}

/** Its arguments or process title; empty when it has ended. */
export function titleOf(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

/** The process may end during the read: then empty. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
