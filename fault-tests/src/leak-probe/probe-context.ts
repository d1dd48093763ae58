import type { Random } from '../random.ts';
import type { LeakProbe } from './leak-probe.ts';

/** One who goes through what can be done, with canaries in every request. */
export interface ProbeContext {
  readonly probe: LeakProbe;
  readonly random: Random;
}

/** That those who may read it get what was sent: else it is no wonder that it is found nowhere. */
export function requireRead(what: string, read: unknown, sent: unknown): void {
  if (read !== sent) throw new Error(`whoever may read ${what} does not get it`);
}
