import { rows, toDate, type EntityManager } from './rows.ts';

/**
 * The time by the clock of the service or by that of the database, the earlier one: a clock that is ahead must not erase,
 * expire or publish anything early.
 */
export async function earlierTime(em: EntityManager, now: Date): Promise<Date> {
  const [clock] = await rows<{ at: string }>(em, 'select least($1::timestamptz, now()) as at', [now]);
  if (clock === undefined) throw new Error('the database does not say what time it is');
  return toDate(clock.at);
}
