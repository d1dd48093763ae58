import { Command, InvalidArgumentError } from 'commander';
import type { ReportDue, ReportStatus } from '@safe-community/contracts/officers/v1/accountability.ts';
import { ListReportsDueResponse } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { registryPlaces, type PlaceNames } from '../places/registry-places.ts';
import { whole } from '../scorecard/numbers.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print } from '../terminal/print.ts';
import { REPORT_STATUS_WORDS, reportStatusOf, wordOfReport } from '../wording/guarantee.ts';
import { allPages, printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { countOption } from './option-values.ts';

const HELP = `
The officers of a hromada report to it; the dated rule says how often a year. A row without an officer is owed by nobody
any more. An asterisk marks what is invented for the demonstration.

Examples: hromada reports-due --status overdue --oblast Вінницька
          hromada reports-due --year 2025 --csv > reports.csv`;

interface Options extends PageOptions {
  readonly year?: number;
  readonly oblast?: string;
  readonly status?: ReportStatus;
  readonly csv: boolean;
}

/** `hromada reports-due` */
export function reportsDueCommand(): Command {
  return withPageOptions(
    new Command('reports-due')
      .description('list the reports that officers owe to their hromadas: due, overdue, delivered')
      .option('--year <year>', 'the year (default: this year)', countOption)
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--status <word>', `only of this status: ${REPORT_STATUS_WORDS.join(', ')}`, statusOption)
      .option('--csv', 'print all pages as CSV', false),
    'ListReportsDueResponse',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listReportsDue(connection, options)),
    );
}

async function listReportsDue(connection: Connection, options: Options): Promise<void> {
  const { accountability } = connection;
  const { year = 0, oblast, status = 0, pageSize, pageToken } = options;
  const asked = { year, oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code, status };
  const namesIn = (reports: readonly ReportDue[]) =>
    registryPlaces(connection).namesOf(reports.map(({ hromadaCode }) => hromadaCode));
  if (options.csv) {
    const pages = await allPages((page) => accountability.listReportsDue({ ...asked, ...page }));
    const names = await namesIn(pages.flatMap(({ reports }) => reports));
    return printCsv(
      CSV_HEADING,
      pages.flatMap(({ reports }) => reports.map((report) => csvRow(report, names))),
    );
  }
  const answer = await accountability.listReportsDue({ ...asked, pageSize, pageToken });
  const shown = options.json ? [] : answer.reports;
  const names = await namesIn(shown);
  const rows = shown.map((report) => rowOf(report, names));
  printPage(answer, ListReportsDueResponse, options, COLUMNS, rows);
  if (!options.json) print(`${whole(answer.total)} on all pages.`);
}

const COLUMNS = [
  { heading: 'Hromada' },
  { heading: 'Code' },
  { heading: 'Officer' },
  { heading: 'Status' },
  { heading: 'Owed', align: 'right' },
  { heading: 'Delivered', align: 'right' },
  { heading: 'Missing', align: 'right' },
  { heading: 'Due on' },
] as const;

function rowOf(report: ReportDue, names: PlaceNames): string[] {
  const { hromadaCode, officerId, status, owed, delivered, missing, dueOn, demonstration } = report;
  return [
    `${names.nameOf(hromadaCode)}${demonstration ? ' *' : ''}`,
    hromadaCode,
    officerId === '' ? '—' : officerId,
    wordOfReport(status),
    ...[owed, delivered, missing].map((count) => whole(count)),
    dueOn === '' ? '—' : dueOn,
  ];
}

const CSV_HEADING = [
  'hromada_code',
  'oblast_code',
  'officer_id',
  'status',
  'owed',
  'delivered',
  'missing',
  'due_on',
  'beat_ids',
  'hromada',
  'demonstration',
];

function csvRow(report: ReportDue, names: PlaceNames) {
  const { hromadaCode, oblastCode, officerId, status, owed, delivered, missing, dueOn, beatIds, demonstration } =
    report;
  const counts = [owed, delivered, missing];
  const ids = beatIds.join(' ');
  const word = wordOfReport(status);
  return [hromadaCode, oblastCode, officerId, word, ...counts, dueOn, ids, names.nameOf(hromadaCode), demonstration];
}

function statusOption(text: string): ReportStatus {
  const found = reportStatusOf(text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${REPORT_STATUS_WORDS.join(', ')}.`);
  return found;
}
