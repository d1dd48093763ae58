import { Command } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { registryPlaces, type PlaceNames } from '../places/registry-places.ts';
import type { Column } from '../scorecard/table.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

/** The codes are empty for all places. */
interface Filter {
  readonly oblastCode: string;
  readonly hromadaCode: string;
  /** Also what has ended. */
  readonly includeEnded: boolean;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A list of what hromadas have, some of which may have ended. */
interface HromadaList<Response, Item> {
  readonly name: string;
  readonly description: string;
  /** The state of what has ended, and the option that lists it too. */
  readonly ended: string;
  readonly help: string;
  /** Name and type of the response. */
  readonly message: string;
  readonly type: { toJSON(message: Response): unknown };
  readonly columns: readonly Column[];
  readonly read: (connection: Connection, filter: Filter) => Promise<Response>;
  readonly items: (response: Response) => readonly Item[];
  readonly row: (item: Item, names: PlaceNames) => string[];
}

interface Options extends PageOptions {
  readonly oblast?: string;
  readonly hromada?: string;
  readonly [ended: string]: unknown;
}

/** A command that prints such a list by page. */
export function hromadaListCommand<
  Response extends { readonly nextPageToken: string },
  Item extends { readonly hromadaCode: string },
>({ name, description, ended, help, message, type, columns, read, items, row }: HromadaList<Response, Item>): Command {
  return withPageOptions(
    new Command(name)
      .description(description)
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--hromada <code or name>', 'only of this hromada')
      .option(`--${ended}`, `also those that are ${ended}`, false),
    message,
  )
    .addHelpText('after', help)
    .action((options: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const { oblast, hromada, pageSize, pageToken } = options;
        const places = registryPlaces(connection);
        const response = await read(connection, {
          oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
          hromadaCode: hromada === undefined ? '' : (await places.find(hromada)).code,
          includeEnded: options[ended] === true,
          pageSize,
          pageToken,
        });
        const shown = options.json ? [] : items(response);
        const names = await places.namesOf(shown.map(({ hromadaCode }) => hromadaCode));
        printPage(
          response,
          type,
          options,
          columns,
          shown.map((item) => row(item, names)),
        );
      }),
    );
}
