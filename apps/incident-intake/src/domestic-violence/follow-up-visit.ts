import {
  checkText,
  CLOCK_SKEW_MS,
  invalid,
  isPast,
  latest,
  notFound,
  preconditionFailed,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';

export interface FollowUpVisit {
  readonly visitId: string;
  readonly dueAt: Date;
  readonly doneAt: Date | undefined;
  /** Empty until the visit is done. */
  readonly finding: string;
}

const FINDING = { most: 2_000, lines: true };
const LATEST_YEARS = 2;

export function checkDue(dueAt: Date, now: Date): Violation[] {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + LATEST_YEARS);
  return unless(
    dueAt.getTime() >= now.getTime() - CLOCK_SKEW_MS && dueAt <= end,
    'due_time',
    `must be from now to ${LATEST_YEARS} years on`,
  );
}

export function checkFinding(finding: string, field = 'finding'): Violation[] {
  return [...unless(finding.trim() !== '', field, 'must say what was found'), ...checkText(finding, field, FINDING)];
}

/** What a caller reports about a visit. */
export interface VisitReport {
  readonly visitId: string;
  /** Absent: now. */
  readonly doneAt: Date | undefined;
  readonly finding: string;
}

interface FollowedUp {
  readonly openedAt: Date;
  readonly visits: readonly FollowUpVisit[];
}

/** One of the case's visits took place. */
export function recordVisit({ openedAt, visits }: FollowedUp, report: VisitReport, now: Date): Decision<FollowUpVisit> {
  const visit = visits.find(({ visitId }) => visitId === report.visitId);
  if (visit === undefined) return notFound('visit');
  // Another replica, whose clock is ahead, may have opened the case.
  const end = latest(openedAt, now);
  const doneAt = report.doneAt ?? end;
  const violations = checkDone(doneAt, openedAt, end);
  return violations.length > 0 ? invalid(violations) : done(visit, doneAt, report.finding);
}

/** @param openedAt of the case: no visit can be earlier. */
export function checkDone(doneAt: Date, openedAt: Date, now: Date): Violation[] {
  return unless(doneAt >= openedAt && isPast(doneAt, now), 'done_time', 'must be from the opening of the case to now');
}

export function done(visit: FollowUpVisit, doneAt: Date, finding: string): Decision<FollowUpVisit> {
  if (visit.doneAt === undefined) return { ...visit, doneAt, finding };
  return preconditionFailed('ALREADY_DONE', 'the visit is already recorded');
}
