import type { System } from '../system/system.ts';
import { untilConsumed } from './until-consumed.ts';
import { untilPublished } from './until-published.ts';

/** Waits until statistics has applied all events so far. */
export async function untilAtRest(system: System, withinMs: number): Promise<void> {
  await untilPublished(system, withinMs);
  await untilConsumed(system, withinMs);
}
