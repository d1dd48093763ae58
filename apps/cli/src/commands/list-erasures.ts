import { Command } from 'commander';
import { ListDueErasuresResponse } from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

interface Options extends PageOptions {
  readonly by: string;
}

const HELP = `
Changes nothing. The purpose must be one of the policy, such as --purpose inspection.

Example: hromada --purpose inspection officers erasures --by 2030-01-01`;

/** `hromada officers erasures` */
export function erasuresCommand(): Command {
  return withPageOptions(
    new Command('erasures')
      .description('list dismissed officers whose personal data is due for erasure by a day (dry run)')
      .option('--by <day>', 'the day, such as 2030-01-01 (default: today)', ''),
    'ListDueErasuresResponse',
    'same day',
  )
    .addHelpText('after', HELP)
    .action((_: Options, command: Command) => {
      // The parent command `officers` also declares the options of pages, and consumes them.
      const options = command.optsWithGlobals<Options>();
      return withConnection(command, (connection) => listErasures(connection, options));
    });
}

async function listErasures({ officerRetention }: Connection, options: Options): Promise<void> {
  const { by: asOfDate, pageSize, pageToken } = options;
  const answer = await officerRetention.listDueErasures({ asOfDate, pageSize, pageToken });
  const rows = answer.erasures.map(({ officerId, dismissedOn, dueOn, held }) => [
    officerId,
    dismissedOn,
    dueOn,
    held ? 'held' : 'due',
  ]);
  printPage(answer, ListDueErasuresResponse, options, COLUMNS, rows);
}

const COLUMNS = [{ heading: 'Officer' }, { heading: 'Dismissed' }, { heading: 'Due' }, { heading: 'State' }] as const;
