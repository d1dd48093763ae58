import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal, type Day, type Decision } from '@safe-community/domain-kit';
import type { Report, ReportForm, WithdrawnReport } from './report.ts';

export const REPORT_TABLES: readonly string[] = [
  `create table accountability_report (
     report_id uuid primary key,
     officer_id uuid not null references officer,
     hromada_code text not null,
     oblast_code text not null,
     held_on date not null,
     form text not null,
     minutes text not null,
     recorded_at timestamptz not null,
     withdrawn_at timestamptz
   )`,
  // An officer reports to a hromada once a day. Needed by addReport (report.store.ts).
  `create unique index accountability_report_of_day on accountability_report (officer_id, hromada_code, held_on)
     where withdrawn_at is null`,
  // Needed by readYear (reports-due.store.ts).
  `create index accountability_report_of_hromada on accountability_report (hromada_code, held_on)
     where withdrawn_at is null`,
];

export const REPORT_RIGHTS: Rights = {
  accountability_report: {
    insert: true,
    update: ['withdrawn_at'],
    reader: {
      columns: [
        'report_id',
        'officer_id',
        'hromada_code',
        'oblast_code',
        'held_on',
        'form',
        'minutes',
        'recorded_at',
        'withdrawn_at',
      ],
    },
  },
};

/** Adds a report. REPORT_RECORDED if the officer has one there on that day. */
export async function addReport(tx: EntityManager, report: Report): Promise<Decision<Report>> {
  const { reportId, officerId, hromadaCode, oblastCode, heldOn, form, minutes, recordedAt } = report;
  const values = [reportId, officerId, hromadaCode, oblastCode, heldOn, form, minutes, recordedAt];
  if ((await rows(tx, INSERT, values)).length > 0) return report;
  return new Refusal('already-exists', 'a report of the officer to the hromada on that day is recorded already', {
    reason: 'REPORT_RECORDED',
  });
}

const INSERT = `
  insert into accountability_report (report_id, officer_id, hromada_code, oblast_code, held_on, form, minutes,
    recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (officer_id, hromada_code, held_on) where withdrawn_at is null do nothing
  returning report_id`;

export async function saveWithdrawal(tx: EntityManager, report: WithdrawnReport): Promise<WithdrawnReport> {
  const values = [report.reportId, report.withdrawnAt];
  await rows(tx, 'update accountability_report set withdrawn_at = $2 where report_id = $1', values);
  return report;
}

/** The report, locked until the transaction ends. */
export async function lockReport(tx: EntityManager, reportId: string): Promise<Report | undefined> {
  const [row] = await rows<ReportRow>(tx, LOCK, [reportId]);
  if (row === undefined) return undefined;
  const withdrawnAt = toOptionalDate(row.withdrawn_at);
  return {
    reportId: row.report_id,
    officerId: row.officer_id,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    heldOn: row.held_on,
    form: row.form,
    minutes: row.minutes,
    recordedAt: toDate(row.recorded_at),
    ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
  };
}

interface ReportRow {
  readonly report_id: string;
  readonly officer_id: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly held_on: Day;
  readonly form: ReportForm;
  readonly minutes: string;
  readonly recorded_at: string;
  readonly withdrawn_at: string | null;
}

const LOCK = `
  select report_id, officer_id, hromada_code, oblast_code, held_on::text, form, minutes, recorded_at, withdrawn_at
  from accountability_report where report_id = $1 for update`;
