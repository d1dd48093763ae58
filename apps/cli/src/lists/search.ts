import type { Command } from 'commander';
import { NAMED_SERVICES, namedServices, serviceArgument } from '../connection/named-service.ts';
import type { OperatedService } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { countOption } from '../commands/option-values.ts';
import { say, type Text } from '../terminal/language.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';
import { printJson, printText } from '../terminal/print.ts';
import { renderRows, type Column } from './columns.ts';
import type { Filter } from './filters.ts';
import { fieldsOf, filtersOf, NOTHING, optionOf } from './list.ts';

interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A method that every service has, such as the search of its audit, and how people and programs read what it finds. */
export interface Search<Request extends PageRequest, Response extends { readonly nextPageToken: string }, Item> {
  readonly name: string;
  readonly about: Text;
  readonly request: { fromJSON(value: unknown): Request };
  readonly item: { toJSON(item: Item): unknown };
  readonly read: (service: OperatedService, request: Request) => Promise<Response>;
  readonly items: (response: Response) => readonly Item[];
  /** By the field of the request that they set. */
  readonly filters?: { readonly [Field in keyof Request]?: Filter<Request[Field]> };
  /** What the request has if no option says otherwise. */
  readonly usual?: Partial<Request>;
  readonly columns: readonly Column<Item>[];
  /** The most of one service if no option says otherwise; absent: it asks one service, which must be named, for all. */
  readonly limit?: number;
}

/** The command that asks every service, or the named one. */
export function searchCommand<Request extends PageRequest, Response extends { readonly nextPageToken: string }, Item>(
  search: Search<Request, Response, Item>,
): Command {
  const { name, about, item, columns, limit: usualLimit } = search;
  const filters = filtersOf(search.filters ?? {}, '');
  const command = new SpokenCommand(name)
    .about(about)
    .names(usualLimit === undefined ? '<service>' : '[service]', serviceArgument, NAMED_SERVICES);
  for (const { filter } of filters) command.addOption(optionOf(filter));
  if (usualLimit !== undefined) {
    command.takes('--limit <n>', countOption, usualLimit, {
      uk: 'найбільше від однієї служби',
      en: 'maximum per service',
    });
  }
  command.takes('--json', { uk: 'друкувати знайдене як JSON', en: 'print what is found as JSON' });
  return command.action(() =>
    withConnection(command, async (connection) => {
      const { limit = Number.POSITIVE_INFINITY, json } = command.opts<{ limit?: number; json: boolean }>();
      const request = {
        ...search.request.fromJSON({}),
        ...search.usual,
        ...(await fieldsOf(filters, command, connection)),
      };
      const found: Found<Item>[] = [];
      for (const service of namedServices(connection, command.processedArgs[0])) {
        const page = (paged: PageRequest) => search.read(service, { ...request, ...paged });
        for await (const each of itemsOf(page, search.items, limit)) found.push({ service: service.name, item: each });
      }
      const isOfMany = usualLimit !== undefined;
      if (json) {
        const jsonOf = ({ service, item: of }: Found<Item>) => ({
          ...(isOfMany && { service }),
          ...(item.toJSON(of) as object),
        });
        return printJson(found.map(jsonOf));
      }
      const shown = columns.map((column) => ({
        ...column,
        of: (row: Found<Item>, names: Names) => column.of(row.item, names),
      }));
      printText(found.length === 0 ? say(NOTHING) : renderRows(isOfMany ? [SERVICE, ...shown] : shown, found));
    }),
  );
}

interface Found<Item> {
  readonly service: string;
  readonly item: Item;
}

type Names = Parameters<Column<unknown>['of']>[1];

const SERVICE: Column<{ readonly service: string }> = { uk: 'Служба', en: 'Service', of: ({ service }) => service };

const PAGE = 500;

/** All that the pages of a method have, up to a limit; fetches pages lazily. */
export async function* itemsOf<Response extends { readonly nextPageToken: string }, Item>(
  read: (page: PageRequest) => Promise<Response>,
  items: (response: Response) => readonly Item[],
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Item> {
  let [pageToken, left] = ['', limit];
  while (left > 0) {
    const page = await read({ pageSize: Math.min(left, PAGE), pageToken });
    yield* items(page);
    left -= items(page).length;
    pageToken = page.nextPageToken;
    if (pageToken === '') return;
  }
}
