import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../system/system.ts';
import type { Walker } from './walk.ts';
import { walkAudits } from './walks/audits.ts';
import { walkCourse } from './walks/course.ts';
import { walkEndOfCase } from './walks/end-of-case.ts';
import { walkFigures } from './walks/figures.ts';
import { walkFollowUp } from './walks/follow-up.ts';
import { walkKeys } from './walks/keys.ts';
import { walkLedgers } from './walks/ledgers.ts';
import { walkOfficers } from './walks/officers.ts';
import { walkReporterSearch } from './walks/reporter-search.ts';
import { walkReporting } from './walks/reporting.ts';
import { walkViolence } from './walks/violence.ts';

const WALKS = [
  walkReporting,
  walkReporterSearch,
  walkCourse,
  walkFollowUp,
  walkViolence,
  walkEndOfCase,
  walkOfficers,
  walkFigures,
];

/** Goes through all that can be done, once. Throws when a step is not done. */
export async function walkAll(walker: Walker, system: System): Promise<void> {
  for (const walk of WALKS) await walk(walker);
  await walkKeys(walker, system);
  await walkLedgers(walker, system);
  await walkAudits(walker, system);
}

/** All walks at once, each as far as it comes: something is broken, or breaks meanwhile. */
export async function stumble(walker: Walker): Promise<void> {
  await Promise.allSettled(WALKS.map((walk) => walk(walker)));
}

/** Several of everything at once, beginning one after the other: each is at another step when something breaks. */
export async function stumbleInCrowd(walker: Walker, howMany: number, overMs: number): Promise<void> {
  const begun = Array.from({ length: howMany }, async (_, index) => {
    await sleep((index * overMs) / howMany);
    await stumble(walker);
  });
  await Promise.all(begun);
}
