import type { Command } from 'commander';
import type {
  GuaranteeMetric,
  GuaranteeRow,
  GuaranteeShare,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import {
  GetGuaranteeResponse,
  ListReportsDueRequest,
  ListReportsDueResponse,
} from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { share, whole } from '../scorecard/numbers.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { count, OBLAST, oneOf, oblastCodeOf } from '../lists/filters.ts';
import { allPages, listCommand, optionOf } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { GUARANTEE_METRICS, PROMISE_STATES, REPORT_STATUSES } from '../wording/guarantee.ts';
import { jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Громади – нинішні, де офіцери можуть служити; запитання – отримані за період, а скільки годин є на відповідь, каже правило
того дня.

Приклади: hromada guarantee --from 2026-01-01 --to 2026-06-30
          hromada guarantee --oblast Вінницька --csv > rows.csv`,
  en: `
Hromadas are those of now where officers can serve; questions are those received in the period, and the rule of their day
says within how many hours they are to be answered.

Examples: hromada guarantee --from 2026-01-01 --to 2026-06-30
          hromada guarantee --oblast Вінницька --csv > rows.csv`,
};

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly oblast?: string;
  readonly json: boolean;
  readonly csv: boolean;
}

/** `hromada guarantee` */
export function guaranteeCommand(): Command {
  return new SpokenCommand('guarantee')
    .takes('--from <day>', {
      uk: 'перший день отримання запитань: 2026-01-01 (типово: 1 січня цього року)',
      en: 'first day of receipt of questions: 2026-01-01 (default: 1 January of this year)',
    })
    .takes('--to <day>', {
      uk: 'останній день отримання запитань (типово: сьогодні)',
      en: 'last day of receipt of questions (default: today)',
    })
    .addOption(optionOf(OBLAST))
    .addOption(jsonOption('GetGuaranteeResponse'))
    .takes('--csv', {
      uk: 'друкувати кожну громаду й кожне запитання як CSV',
      en: 'print every hromada and question as CSV',
    })
    .explains(HELP)
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
    oblastCode: await oblastCodeOf(oblast),
  };
  if (options.csv) return printCsv(CSV_HEADING, await readRows(connection, asked));
  const answer = await accountability.getGuarantee(asked);
  if (options.json) return printJson(GetGuaranteeResponse.toJSON(answer));
  printText(renderRows(SHARES, answer.shares));
  const occupied = whole(answer.occupiedHromadas);
  print({
    uk: `Запитання отримано від ${from} до ${to}. Не враховано тимчасово окупованих громад: ${occupied}.`,
    en: `Questions received from ${from} to ${to}. Temporarily occupied, and left out: ${occupied} hromadas.`,
  });
}

interface Asked {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly oblastCode: string;
}

async function readRows({ accountability }: Connection, asked: Asked) {
  const all = [];
  for (const metric of GUARANTEE_METRICS.values) {
    const { rows } = await allPages((page) => accountability.listGuaranteeRows({ metric, ...asked, ...page }));
    all.push(...rows.map((row) => csvRow(metric, row)));
  }
  return all;
}

const SHARES: readonly Column<GuaranteeShare>[] = [
  { uk: 'Обіцянка', en: 'Promise', of: ({ metric }) => GUARANTEE_METRICS.nameOf(metric) },
  { uk: 'Виконано', en: 'Kept', of: ({ kept }) => kept },
  { uk: 'Порушено', en: 'Broken', of: ({ broken }) => broken },
  { uk: 'Частка', en: 'Share kept', of: ({ kept, broken }) => share(kept, kept + broken), align: 'right' },
  { uk: 'Строк не минув', en: 'Pending', of: ({ pending }) => pending },
  { uk: 'Без правила', en: 'Without a rule', of: ({ withoutRule }) => withoutRule },
];

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
];

function csvRow(metric: GuaranteeMetric, row: GuaranteeRow) {
  const { state, hromadaCode, oblastCode, officerId, questionId } = row;
  const times = [row.receivedTime, row.dueTime, row.answeredTime].map((time) => time?.toISOString());
  const words = [GUARANTEE_METRICS.wordOf(metric), PROMISE_STATES.wordOf(state)];
  return [...words, hromadaCode, oblastCode, officerId, questionId, ...times];
}

/** `hromada reports-due` */
export function reportsDueCommand(): Command {
  return listCommand({
    name: 'reports-due',
    help: {
      uk: `Офіцери громади звітують перед нею; чинне правило каже, скільки разів на рік. Рядок без офіцера вже нікому подавати.`,
      en: `The officers of a hromada report to it; the dated rule says how often a year. A row without an officer is owed by nobody
any more.`,
    },
    examples: ['reports-due --status overdue --oblast Вінницька', 'reports-due --year 2025 --csv > reports.csv'],
    request: ListReportsDueRequest,
    response: ListReportsDueResponse,
    read: ({ accountability }, request) => accountability.listReportsDue(request),
    items: ({ reports }) => reports,
    hromadasOf: ({ hromadaCode }) => [hromadaCode],
    filters: {
      year: count('year', [2015, 2100], { uk: 'рік (типово: цей)', en: 'the year (default: this year)' }),
      oblastCode: OBLAST,
      status: oneOf('status', REPORT_STATUSES, { uk: 'лише з цим станом', en: 'only of this status' }),
    },
    columns: [
      { uk: 'Громада', en: 'Hromada', of: ({ hromadaCode }, names) => names.nameOf(hromadaCode) },
      { uk: 'Код', en: 'Code', of: ({ hromadaCode }) => hromadaCode, drop: 1 },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId, drop: 2 },
      { uk: 'Стан', en: 'Status', of: ({ status }) => REPORT_STATUSES.nameOf(status) },
      { uk: 'Належить', en: 'Owed', of: ({ owed }) => owed },
      { uk: 'Подано', en: 'Delivered', of: ({ delivered }) => delivered },
      { uk: 'Бракує', en: 'Missing', of: ({ missing }) => missing },
      { uk: 'Строк', en: 'Due on', of: ({ dueOn }) => dueOn },
    ],
    notes: ({ total }) => [say({ uk: `На всіх сторінках: ${whole(total)}.`, en: `${whole(total)} on all pages.` })],
    csv: {
      heading: REPORT_HEADING,
      row: ({ hromadaCode, oblastCode, officerId, status, owed, delivered, missing, dueOn, beatIds }, names) => [
        hromadaCode,
        oblastCode,
        officerId,
        REPORT_STATUSES.wordOf(status),
        owed,
        delivered,
        missing,
        dueOn,
        beatIds.join(' '),
        names?.nameOf(hromadaCode),
      ],
    },
  });
}

const REPORT_HEADING =
  'hromada_code,oblast_code,officer_id,status,owed,delivered,missing,due_on,beat_ids,hromada'.split(',');
