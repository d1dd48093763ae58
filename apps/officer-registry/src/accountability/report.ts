import {
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
