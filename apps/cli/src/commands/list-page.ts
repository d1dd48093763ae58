import type { Command } from 'commander';
import { renderTable, type Column } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { countOption } from './option-values.ts';

/** The options of every command that prints a page of a list. */
export interface PageOptions {
  readonly pageSize: number;
  readonly pageToken: string;
  readonly json: boolean;
}

/**
 * Adds them to a command.
 *
 * @param message the name of the response, for example "ListBeatsResponse".
 * @param same what must be repeated for the next page.
 */
export function withPageOptions(command: Command, message: string, same = 'same filter'): Command {
  return command
    .option('--page-size <n>', 'page size, 1 to 500', countOption, 50)
    .option('--page-token <token>', `continue after the previous page (${same})`, '')
    .option('--json', `print the message ${message} as JSON`, false);
}

const MAX_PAGE = 500;

/** All pages of a list, one after the other. */
export async function allPages<Response extends { readonly nextPageToken: string }>(
  read: (page: Pick<PageOptions, 'pageSize' | 'pageToken'>) => Promise<Response>,
): Promise<Response[]> {
  const pages: Response[] = [];
  let pageToken = '';
  do {
    const page = await read({ pageSize: MAX_PAGE, pageToken });
    pages.push(page);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return pages;
}

/** Prints a page as a table, with the token of the next page, or as JSON. */
export function printPage<Response extends { readonly nextPageToken: string }>(
  answer: Response,
  type: { toJSON(message: Response): unknown },
  { json }: PageOptions,
  columns: readonly Column[],
  rows: readonly string[][],
): void {
  if (json) return printJson(type.toJSON(answer));
  printText(renderTable(columns, rows));
  if (answer.nextPageToken !== '') print(`More results: --page-token ${answer.nextPageToken}`);
}
