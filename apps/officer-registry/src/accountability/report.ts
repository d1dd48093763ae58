import {
  addDays,
  checkDay,
  checkText,
  invalid,
  kyivDay,
  preconditionFailed,
  unless,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';

export const REPORT_FORMS = ['council', 'public_meeting', 'written'] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** A report of an officer to a hromada. */
export interface Report {
  /** UUID version 7. */
  readonly reportId: string;
  readonly officerId: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly heldOn: Day;
  readonly form: ReportForm;
  /** Where it is published; empty if unknown. */
  readonly minutes: string;
  readonly recordedAt: Date;
  readonly withdrawnAt?: Date;
  /** An invented report of the demonstration. */
  readonly demonstration: boolean;
}

export type GivenReport = Omit<Report, 'reportId' | 'recordedAt' | 'withdrawnAt'>;

const MINUTES = { most: 300 };

export function checkReport({ heldOn, minutes }: Pick<Report, 'heldOn' | 'minutes'>): Violation[] {
  return [...checkDay(heldOn, 'held_on'), ...checkText(minutes, 'minutes', MINUTES)];
}

/** @param officer undefined if the registry has no such officer. */
export function recordReport(
  report: GivenReport,
  officer: { readonly kind: string } | undefined,
  reportId: string,
  now: Date,
): Decision<Report> {
  const broken = unless(report.heldOn <= kyivDay(now), 'held_on', 'must not be in the future');
  if (broken.length > 0) return invalid(broken);
  if (officer === undefined) return preconditionFailed('OFFICER_UNKNOWN', 'the registry has no such officer');
  if (officer.kind === 'patrol') {
    return preconditionFailed('OFFICER_OF_PATROL', 'an officer of a patrol unit serves no hromada');
  }
  return { ...report, reportId, recordedAt: now };
}

export type WithdrawnReport = Report & Required<Pick<Report, 'withdrawnAt'>>;

export function withdrawReport(report: Report, now: Date): Decision<WithdrawnReport> {
  return report.withdrawnAt === undefined
    ? { ...report, withdrawnAt: now }
    : preconditionFailed('REPORT_WITHDRAWN', 'the report is withdrawn already');
}

export const REPORT_STATUSES = ['not_due', 'due', 'overdue', 'delivered'] as const;
type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What an officer owes to a hromada in a year. */
export interface Duty {
  readonly status: ReportStatus;
  readonly owed: number;
  readonly delivered: number;
  /** Of the parts of the year that are over. */
  readonly missing: number;
  /** Last day for the next report that is missing. */
  readonly dueOn?: Day | undefined;
}

interface Part {
  readonly start: Day;
  readonly end: Day;
}

/**
 * One report for each part of the year that begins on or after the assignment. Reports of the year count in their number:
 * two in its first part cover two parts.
 *
 * @param perYear divides 12.
 */
export function dutyOf(assignedOn: Day, delivered: number, year: number, perYear: number, today: Day): Duty {
  const owed = partsOf(year, perYear).filter(({ start }) => start >= assignedOn);
  const begun = owed.filter(({ start }) => start <= today).length;
  const missing = Math.max(0, owed.filter(({ end }) => end < today).length - delivered);
  const duty = { owed: owed.length, delivered, missing, dueOn: owed[delivered]?.end };
  if (begun === 0) return { ...duty, status: 'not_due' };
  if (missing > 0) return { ...duty, status: 'overdue' };
  return { ...duty, status: delivered < begun ? 'due' : 'delivered' };
}

function partsOf(year: number, perYear: number): Part[] {
  const firstDayOf = (part: number): Day => {
    const months = (part * 12) / perYear;
    const [later, month] = [Math.floor(months / 12), (months % 12) + 1];
    return `${year + later}-${String(month).padStart(2, '0')}-01`;
  };
  return Array.from({ length: perYear }, (_, part) => ({
    start: firstDayOf(part),
    end: addDays(firstDayOf(part + 1), -1),
  }));
}
