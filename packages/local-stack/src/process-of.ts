import { readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Start time in clock ticks. It distinguishes a reused process number from the original one. */
  readonly started: string;
  /** How long it has been on a processor, without its children. */
  readonly processorMs: number;
}

/** Linux reports times in hundredths of a second, whatever its clock. */
const TICK_MS = 10;

/** From /proc; undefined if there is no such process, or only a zombie. */
export function processOf(pid: number): Process | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const processorMs = (Number(rest[9]) + Number(rest[10])) * TICK_MS;
  return { pid, parent: Number(parent), name, started: rest[17] ?? '', processorMs };
}
