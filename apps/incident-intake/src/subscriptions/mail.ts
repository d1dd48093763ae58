import { kyivTimeOfDay } from '@safe-community/domain-kit';

/** What a mail is about: the address is to be confirmed, or a change of the public state, by its id. */
export const CONFIRMATION = 'confirmation';

/** What became of a mail that was handed over to the server. Unknown: it may have arrived, and is not sent again. */
export type MailFate = 'accepted' | 'refused' | 'later' | 'unknown';

const MINUTE_MS = 60_000;
/** Changes within this time become one mail. */
export const GATHER_MS = 5 * MINUTE_MS;
/** Longer than any server is waited for: what has no fate then, got none because the process died. */
export const MAX_SENDING_MS = 15 * MINUTE_MS;

const QUIET_FROM = '21:00';
const QUIET_UNTIL = '08:00';

/** Whether people in Ukraine may sleep: news waits until the morning. */
export function isQuiet(now: Date): boolean {
  const time = kyivTimeOfDay(now);
  return time >= QUIET_FROM || time < QUIET_UNTIL;
}

const FIRST_WAIT_MS = MINUTE_MS;
const MAX_WAIT_MS = 24 * 60 * MINUTE_MS;

/** When a mail that the server did not take is tried again. @param attempts how often it was tried before. */
export function nextTry(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(FIRST_WAIT_MS * 4 ** attempts, MAX_WAIT_MS));
}
