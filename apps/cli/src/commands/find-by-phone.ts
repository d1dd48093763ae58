import { Command } from 'commander';
import {
  FindReportsByPhoneResponse,
  type FoundReport,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { askFor } from '../terminal/ask-for.ts';
import { print } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { nameOfState } from '../wording/states.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

interface Options extends PageOptions {
  readonly reason: string;
}

const HELP = `
Prompts for the phone number, or reads it from standard input: command-line arguments stay in the shell history and are
visible to every user of the machine. The audit records the search, its reason, and each report that it returns.`;

/** `hromada incidents by-phone` */
export function findByPhoneCommand(): Command {
  return withPageOptions(
    new Command('by-phone')
      .description('find the reports of a caller by phone number, newest first')
      .requiredOption('--reason <text>', 'the reason for the search, 3 to 200 characters; recorded'),
    'FindReportsByPhoneResponse',
    'same phone number',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => findByPhone(connection, options)),
    );
}

async function findByPhone({ reporterSearch }: Connection, options: Options): Promise<void> {
  const { reason, pageSize, pageToken } = options;
  const answer = await reporterSearch.findReportsByPhone({
    reason,
    pageSize,
    pageToken,
    phone: await askFor('Phone: '),
  });
  if (!options.json && answer.reports.length === 0) return print('No reports from this phone number.');
  printPage(answer, FindReportsByPhoneResponse, options, COLUMNS, answer.reports.map(rowOf));
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
