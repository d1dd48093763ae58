import type { System } from '../system/system.ts';
import { untilHeard } from './until-heard.ts';
import { untilPublished } from './until-published.ts';

/** Waits until statistics has applied all that had happened by now. */
export async function untilAtRest(system: System, withinMs: number): Promise<void> {
  await untilPublished(system, withinMs);
  await untilHeard(system, withinMs);
}
