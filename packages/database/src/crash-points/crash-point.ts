import type { CrashPoint } from './names.ts';
import type { PlannedCrash } from './read-crash-point.ts';

let planned: { readonly at: CrashPoint; passesLeft: number } | undefined;

/** Kills the process with SIGKILL if a crash is planned here. Otherwise it costs one comparison. */
export function crashPoint(name: CrashPoint): void {
  if (planned !== undefined) reach(planned, name);
}

/** The same as a function; undefined when no crash is planned here. */
export function plannedCrash(name: CrashPoint): (() => void) | undefined {
  return planned?.at === name ? () => crashPoint(name) : undefined;
}

/**
 * Has this process die as planned. For main programs, before they start anything: nothing else arms, so that no
 * process can die here whose program does not ask for it.
 */
export function armCrashPoint({ at, nth }: PlannedCrash): void {
  planned = { at, passesLeft: nth - 1 };
}

function reach(plan: NonNullable<typeof planned>, name: CrashPoint): void {
  if (plan.at !== name) return;
  if (plan.passesLeft === 0) process.kill(process.pid, 'SIGKILL');
  plan.passesLeft -= 1;
}
