import { Command } from 'commander';
import type {
  GuaranteeMetric,
  GuaranteeRow,
  GuaranteeShare,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import { GetGuaranteeResponse } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { share, whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { GUARANTEE_METRICS, nameOfMetric, wordOfPromise } from '../wording/guarantee.ts';
import { allPages } from './list-page.ts';

const HELP = `
Hromadas are those of now where officers can serve; questions are those received in the period, and the rule of their day
says within how many hours they are to be answered. "Invented" counts the hromadas and questions of the demonstration.

Examples: hromada guarantee --from 2026-01-01 --to 2026-06-30
          hromada guarantee --oblast Вінницька --csv > rows.csv`;

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly oblast?: string;
  readonly json: boolean;
  readonly csv: boolean;
}

/** `hromada guarantee` */
export function guaranteeCommand(): Command {
  return new Command('guarantee')
    .description(
      'show how far the promises to residents are kept: an officer with a name, who can be reached, and answers in time',
    )
    .option('--from <day>', 'first day of receipt of questions: 2026-01-01 (default: 1 January of this year)')
    .option('--to <day>', 'last day of receipt of questions (default: today)')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--json', 'print the message GetGuaranteeResponse as JSON', false)
    .option('--csv', 'print every hromada and question as CSV', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => printGuarantee(connection, options)),
    );
}

async function printGuarantee(connection: Connection, options: Options): Promise<void> {
  const { accountability } = connection;
  const { oblast, to = kyivDay(new Date()), from = `${to.slice(0, 4)}-01-01` } = options;
  const asked = {
    firstDay: from,
    lastDay: to,
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
  };
  if (options.csv) return printCsv(CSV_HEADING, await readRows(connection, asked));
  const answer = await accountability.getGuarantee(asked);
  if (options.json) return printJson(GetGuaranteeResponse.toJSON(answer));
  printText(renderTable(COLUMNS, answer.shares.map(rowOf)));
  print(
    `Questions received from ${from} to ${to}. Occupied, and left out: ${whole(answer.occupiedHromadas)} hromadas.`,
  );
}

interface Asked {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly oblastCode: string;
}

async function readRows({ accountability }: Connection, asked: Asked) {
  const all = [];
  for (const metric of GUARANTEE_METRICS) {
    const pages = await allPages((page) => accountability.listGuaranteeRows({ metric, ...asked, ...page }));
    all.push(...pages.flatMap(({ rows }) => rows.map((row) => csvRow(metric, row))));
  }
  return all;
}

const COLUMNS = [
  { heading: 'Promise' },
  { heading: 'Kept', align: 'right' },
  { heading: 'Broken', align: 'right' },
  { heading: 'Share kept', align: 'right' },
  { heading: 'Pending', align: 'right' },
  { heading: 'Without a rule', align: 'right' },
  { heading: 'Invented', align: 'right' },
] as const;

function rowOf({ metric, kept, broken, pending, withoutRule, demonstration }: GuaranteeShare): string[] {
  const { en, uk } = nameOfMetric(metric);
  const counts = [pending, withoutRule, demonstration].map((count) => whole(count));
  return [`${en} · ${uk}`, whole(kept), whole(broken), share(kept, kept + broken), ...counts];
}

const CSV_HEADING = [
  'metric',
  'state',
  'hromada_code',
  'oblast_code',
  'officer_id',
  'question_id',
  'received_time',
  'due_time',
  'answered_time',
  'demonstration',
];

function csvRow(metric: GuaranteeMetric, row: GuaranteeRow) {
  const { state, hromadaCode, oblastCode, officerId, questionId, demonstration } = row;
  const times = [row.receivedTime, row.dueTime, row.answeredTime].map((time) => time?.toISOString());
  const words = [nameOfMetric(metric).word, wordOfPromise(state)];
  return [...words, hromadaCode, oblastCode, officerId, questionId, ...times, demonstration];
}
