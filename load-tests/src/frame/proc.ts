import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock of processes: 10 ms on every Linux that Node runs on (USER_HZ). */
const TICK_MS = 10;

/** Processor time of a process, as the kernel tells it. Linux only. */
export interface Spent {
  /** Of itself with all its threads, ms. */
  readonly ownMs: number;
  /** Of those of its children that have ended and were waited for, ms. */
  readonly endedChildrenMs: number;
}

/** Nothing of a process that is gone. */
export function spentOf(pid: number): Spent {
  // The name stands in parentheses and may hold anything; the numbers follow the last one.
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

/** Its arguments, or the title it has given itself; empty when it is gone. */
export function titleOf(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

/** A process may end while we look: empty then. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
