import { Command } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListAnomaliesResponse,
  type Anomaly,
  type ListAnomaliesRequest,
} from '@safe-community/contracts/statistics/v1/anomaly.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { findHromada, findOblast } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { whole } from '../scorecard/numbers.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print } from '../terminal/print.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { allPages, printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { categoryOption } from './option-values.ts';

const DAYS = 30;

interface Options extends PageOptions {
  readonly from?: string;
  readonly to?: string;
  readonly territory: string;
  readonly category?: IncidentCategory;
  readonly knownOn: string;
  readonly csv: boolean;
}

/** `hromada anomalies` */
export function anomaliesCommand(): Command {
  const command = new Command('anomalies')
    .description('list days with far more incidents than season, weekday, and trend explain')
    .option('--from <day>', `first day: 2026-01-01 (default: ${DAYS} days before the last)`)
    .option('--to <day>', 'last day (default: today)')
    .option('--territory <code>', 'an oblast with its hromadas, a hromada, or UA for the country as a whole', '')
    .option('--category <word>', 'only of this category', categoryOption)
    .option('--known-on <day>', 'those that were found by the end of this day (default: today)', '')
    .option('--csv', 'print all pages as CSV', false)
    .addHelpText('after', '\nExample: hromada anomalies --from 2026-01-01 --territory UA05000000000010236');
  return withPageOptions(command, 'ListAnomaliesResponse').action((options: Options, self: Command) =>
    withConnection(self, (connection) => listAnomalies(connection, options)),
  );
}

async function listAnomalies({ statistics }: Connection, options: Options): Promise<void> {
  const request = requestOf(options);
  if (options.csv) {
    const pages = await allPages((page) => statistics.listAnomalies({ ...request, ...page }));
    return printCsv(
      CSV_HEADING,
      pages.flatMap(({ anomalies }) => anomalies.map(csvRow)),
    );
  }
  const answer = await statistics.listAnomalies(request);
  printPage(answer, ListAnomaliesResponse, options, COLUMNS, answer.anomalies.map(rowOf));
  if (options.json) return;
  print(
    answer.checkedUntil === ''
      ? 'No day has been checked yet.'
      : `Checked until ${answer.checkedUntil}. A year without anything unusual has at most ${answer.falseAlarmsPerYear} of them, over all territories.`,
  );
}

function requestOf({ from, to, territory, category = 0, knownOn, pageSize, pageToken }: Options): ListAnomaliesRequest {
  const lastDay = to ?? kyivDay(new Date());
  const firstDay = from ?? addDays(lastDay, -DAYS);
  return { firstDay, lastDay, territoryCode: territory, category, pageSize, pageToken, asKnownOn: knownOn };
}

const COLUMNS = [
  { heading: 'Day' },
  { heading: 'Territory' },
  { heading: 'Category' },
  { heading: 'Incidents', align: 'right' },
  { heading: 'Expected', align: 'right' },
  { heading: 'Chance', align: 'right' },
] as const;

function rowOf({ day, territoryCode, category, incidents, expected, chance, demonstration }: Anomaly): string[] {
  return [
    day,
    `${nameOf(territoryCode)} ${territoryCode}`,
    category === 0 ? 'All' : nameOfCategory(category).en,
    `${whole(incidents)}${demonstration ? ' *' : ''}`,
    expected.toFixed(1),
    `1 in ${whole(Math.round(1 / Math.max(chance, Number.EPSILON)))}`,
  ];
}

function nameOf(code: string): string {
  return code === 'UA' ? 'Україна' : (findOblast(code)?.name ?? findHromada(code)?.name ?? '');
}

const CSV_HEADING = [
  'day',
  'territory_code',
  'name_uk',
  'category',
  'incidents',
  'expected',
  'chance',
  'demonstration',
];

function csvRow({ day, territoryCode, category, incidents, expected, chance, demonstration }: Anomaly) {
  const word = category === 0 ? undefined : nameOfCategory(category).word;
  return [day, territoryCode, nameOf(territoryCode), word, incidents, expected, chance, demonstration];
}
