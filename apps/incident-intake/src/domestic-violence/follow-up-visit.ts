import { CLOCK_SKEW_MS, preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import { checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';

export interface FollowUpVisit {
  readonly visitId: string;
  readonly dueAt: Date;
  readonly doneAt: Date | undefined;
  /** What was found; empty until it is done. */
  readonly finding: string;
}

const LONGEST_FINDING = 2_000;
const LATEST_YEARS = 2;

export function checkDue(dueAt: Date, now: Date): Violation[] {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + LATEST_YEARS);
  return unless(
    dueAt.getTime() >= now.getTime() - CLOCK_SKEW_MS && dueAt <= latest,
    'due_time',
    `must be from now to ${LATEST_YEARS} years on`,
  );
}

export function checkFinding(finding: string): Violation[] {
  return [
    ...unless(finding.trim() !== '', 'finding', 'must say what was found'),
    ...checkText(finding, 'finding', LONGEST_FINDING),
  ];
}

/** `openedAt`: of the case, before which nobody can have followed it up. */
export function checkDone(doneAt: Date, openedAt: Date, now: Date): Violation[] {
  return unless(
    doneAt >= openedAt && doneAt.getTime() <= now.getTime() + CLOCK_SKEW_MS,
    'done_time',
    'must be from the opening of the case to now',
  );
}

export function done(visit: FollowUpVisit, doneAt: Date, finding: string): FollowUpVisit | Refusal {
  if (visit.doneAt === undefined) return { ...visit, doneAt, finding };
  return preconditionFailed('ALREADY_DONE', 'the visit was recorded before');
}
