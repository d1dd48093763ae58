import { Command } from 'commander';
import {
  FindReportsByPhoneResponse,
  type FoundReport,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable } from '../scorecard/table.ts';
import { askFor } from '../terminal/ask-for.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { nameOfState } from '../wording/states.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly reason: string;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly json: boolean;
}

const HELP = `
The telephone is asked for, or read from the standard input: what stands on a command line stays in the shell's history
and is seen by everybody on the machine. The search is recorded with its reason, and so is each report that it shows.`;

/** `hromada incidents by-phone` */
export function findByPhoneCommand(): Command {
  return new Command('by-phone')
    .description('find the reports of a caller by the telephone, the newest first')
    .requiredOption('--reason <text>', 'why it is searched, 3 to 200 characters; kept')
    .option('--page-size <n>', 'how many, 1 to 500', countOption, 50)
    .option('--page-token <token>', 'go on where the last page ended (with the same telephone)', '')
    .option('--json', 'for a program: the message FindReportsByPhoneResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => findByPhone(connection, options)),
    );
}

async function findByPhone({ reporterSearch }: Connection, options: Options): Promise<void> {
  const { json, ...rest } = options;
  const answer = await reporterSearch.findReportsByPhone({ ...rest, phone: await askFor('Telephone: ') });
  if (json) return printJson(FindReportsByPhoneResponse.toJSON(answer));
  if (answer.reports.length === 0) return print('No report of this telephone is known.');
  print(renderTable(COLUMNS, answer.reports.map(rowOf)));
  if (answer.nextPageToken !== '') print(`There are more: --page-token ${answer.nextPageToken}`);
}

const COLUMNS = [
  { heading: 'Received (Kyiv)' },
  { heading: 'Category' },
  { heading: 'Hromada' },
  { heading: 'State' },
  { heading: 'Incident' },
] as const;

function rowOf({ receivedTime, category, hromadaCode, state, incidentId, demonstration }: FoundReport): string[] {
  return [
    kyivTime(receivedTime),
    `${nameOfCategory(category).en}${demonstration ? ' *' : ''}`,
    findHromada(hromadaCode)?.name ?? hromadaCode,
    nameOfState(state).en,
    incidentId,
  ];
}
