import type { AppliedTarget, TargetGoal } from '../targets/module.ts';

/** The times from which a target may count. */
export interface TargetStart {
  readonly receivedAt: Date;
  /** When the first responder was dispatched; undefined if none was. */
  readonly dispatchedAt: Date | undefined;
}

/** The earliest time by which a goal is to be reached; undefined if no target sets a deadline. */
export function targetTime(
  targets: readonly AppliedTarget[],
  goal: TargetGoal,
  { receivedAt, dispatchedAt }: TargetStart,
): Date | undefined {
  const times = targets
    .filter((target) => target.goal === goal && setsDeadline(target))
    .flatMap(({ clock, minutes }) => {
      const start = clock === 'dispatched' ? dispatchedAt : receivedAt;
      return start === undefined ? [] : [start.getTime() + minutes * 60_000];
    });
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** What was only said in public is measured; the hromada is held to its own promise. */
function setsDeadline({ status, ownPromise }: AppliedTarget): boolean {
  return status !== 'announced' || ownPromise;
}
