import type { Random } from '../random.ts';
import type { Mails } from '../system/mails.ts';
import type { LeakProbe } from './leak-probe.ts';

/** Calls methods with canaries in every request. */
export interface ProbeContext {
  readonly probe: LeakProbe;
  readonly random: Random;
  readonly mails: Mails;
}

/** Checks that authorised callers read what was sent; otherwise the search would prove nothing. */
export function requireRead(what: string, read: unknown, sent: unknown): void {
  if (read !== sent) throw new Error(`an authorised caller does not receive ${what}`);
}
