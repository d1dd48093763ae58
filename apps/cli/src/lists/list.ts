import { Argument, Option, type Command } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import type { PlaceNames } from '../places/registry-places.ts';
import { wholeOption } from '../commands/option-values.ts';
import { say, type Text } from '../terminal/language.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { terminalWidth, wrapped } from '../terminal/table.ts';
import type { Filter } from './filters.ts';
import { renderRows, type Column } from './columns.ts';

interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

interface PageResponse {
  readonly nextPageToken: string;
}

/** A method that lists something, and how people and programs read it. All that a command needs is made from this. */
export interface List<Request extends PageRequest, Response extends PageResponse, Item> {
  readonly name: string;
  /** Absent of a command of `hromada` itself: that stands with its name. */
  readonly about?: Text;
  /** Below the options. */
  readonly help?: Text;
  readonly examples?: readonly string[];
  readonly request: { fromJSON(value: unknown): Request };
  readonly response: { toJSON(message: Response): unknown };
  readonly read: (connection: Connection, request: Request) => Promise<Response>;
  readonly items: (response: Response) => readonly Item[];
  /** By the field of the request that they set. */
  readonly filters?: { readonly [Field in keyof Request]?: Filter<Request[Field]> };
  /** Options that set fields of a message within the request. */
  readonly nested?: {
    readonly field: keyof Request & string;
    readonly filters: Readonly<Record<string, Filter<unknown>>>;
  };
  /** What the request has if the options leave it out. */
  readonly complete?: (request: Request) => Request | Promise<Request>;
  readonly columns: readonly Column<Item>[];
  /** The hromadas whose names the columns show. */
  readonly hromadasOf?: (item: Item) => readonly string[];
  /** Lines above and below the table. */
  readonly title?: (response: Response) => string;
  readonly notes?: (response: Response) => readonly string[];
  /** Of all pages, for programs: the heading and the cells. */
  readonly csv?: {
    readonly heading: readonly string[];
    readonly row: (
      item: Item,
      names: PlaceNames | undefined,
    ) => readonly (string | number | bigint | boolean | undefined)[];
  };
}

interface FieldFilter {
  /** With the path of a nested one: "policy.days". */
  readonly field: string;
  readonly filter: Filter<unknown>;
}

/** A list of any type, for tests. */
export interface DeclaredList {
  readonly filters: readonly FieldFilter[];
  readonly columns: readonly Text[];
}

const DECLARED = new WeakMap<Command, DeclaredList>();

/** The declaration of a command; undefined if it lists nothing by page. */
export function listOf(command: Command): DeclaredList | undefined {
  return DECLARED.get(command);
}

/** The options of every command that prints a list by page. */
export interface PageOptions {
  readonly pageSize: number;
  readonly pageToken?: string;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const MAX_PAGE = 500;

/** The command that prints a list. */
export function listCommand<Request extends PageRequest, Response extends PageResponse, Item>(
  list: List<Request, Response, Item>,
): Command {
  const { name, about, help, examples = [], csv } = list;
  const filters = filtersOf(list.filters ?? {}, '').concat(
    filtersOf(list.nested?.filters ?? {}, `${list.nested?.field}.`),
  );
  const command = new SpokenCommand(name);
  if (about !== undefined) command.about(about);
  for (const { filter } of filters) {
    if (filter.isArgument === true) command.addArgument(argumentOf(filter));
    else command.addOption(optionOf(filter));
  }
  withPageOptions(command, { hasCsv: csv !== undefined });
  if (help !== undefined) command.addHelpText('after', `\n${say(help)}`);
  if (examples.length > 0) command.addHelpText('after', examplesOf(examples));
  DECLARED.set(command, { filters, columns: list.columns });
  return command.action(() =>
    withConnection(command, async (connection) =>
      printList(list, connection, command.opts<PageOptions>(), await fieldsOf(filters, command, connection)),
    ),
  );
}

export function filtersOf(filters: object, path: string): FieldFilter[] {
  return Object.entries(filters).map(([field, filter]) => ({
    field: `${path}${field}`,
    filter: filter as Filter<unknown>,
  }));
}

/** Adds them to a command. */
export function withPageOptions(command: SpokenCommand, { hasCsv }: { readonly hasCsv: boolean }): void {
  command
    .takes('--page-size <n>', wholeOption(1, MAX_PAGE), 50, { uk: 'рядків на сторінці', en: 'page size' })
    .takes('--page-token <token>', '', {
      uk: 'продовжити після попередньої сторінки (з тими самими умовами)',
      en: 'continue after the previous page (same filter)',
    })
    .takes('--all', { uk: 'усі сторінки', en: 'all pages' })
    .takes('--json', { uk: 'друкувати відповідь методу як JSON', en: 'print the response of the method as JSON' });
  if (hasCsv) command.takes('--csv', { uk: 'друкувати всі сторінки як CSV', en: 'print all pages as CSV' });
}

/** The option of a filter, for a command of its own. */
export function optionOf({ name, about, takes, words, isRepeatable, isRequired, parse }: Filter<unknown>): Option {
  const example = takes === undefined || words !== undefined ? '' : `: ${takes.example}`;
  const often = isRepeatable === true ? say({ uk: ' (можна повторювати)', en: ' (repeatable)' }) : '';
  const option = new Option(
    `--${name}${takes === undefined ? '' : ` ${takes.what}`}`,
    `${say(about)}${example}${often}`,
  );
  if (words !== undefined) option.choices(words);
  if (takes !== undefined) {
    option.argParser((given, before) =>
      isRepeatable === true ? [...((before as unknown[]) ?? []), parse(given)] : parse(given),
    );
  }
  return isRequired === true ? option.makeOptionMandatory() : option;
}

function argumentOf({ name, about, words, parse }: Filter<unknown>): Argument {
  const argument = new Argument(`<${name}>`, say(about));
  return (words === undefined ? argument : argument.choices(words)).argParser(parse);
}

/** Lines below the help, without `hromada`. */
export function examplesOf(examples: readonly string[]): string {
  const [first, ...rest] = examples;
  if (first === undefined) return '';
  const title = `${say({ uk: 'Приклад', en: 'Example' })}: `;
  return [`\n${title}hromada ${first}`, ...rest.map((each) => `${' '.repeat(title.length)}hromada ${each}`)].join('\n');
}

/** The fields of the request that the command line sets. */
export async function fieldsOf(
  filters: readonly FieldFilter[],
  command: Command,
  connection: Connection,
): Promise<object> {
  const fields: Record<string, unknown> = {};
  for (const { field, filter } of filters) {
    const { isArgument, find } = filter;
    const given: unknown =
      isArgument === true ? command.processedArgs[0] : command.getOptionValue(optionOf(filter).attributeName());
    if (given === undefined) continue;
    const value = find === undefined ? given : await find(given as string, connection);
    const [outer = '', inner] = field.split('.');
    fields[outer] = inner === undefined ? value : { ...(fields[outer] as object | undefined), [inner]: value };
  }
  return fields;
}

async function printList<Request extends PageRequest, Response extends PageResponse, Item>(
  list: List<Request, Response, Item>,
  connection: Connection,
  options: PageOptions,
  fields: object,
): Promise<void> {
  const { json, csv } = options;
  const given = { ...list.request.fromJSON({}), ...fields };
  const asked = (await list.complete?.(given)) ?? given;
  const answer = await pagesOf(options, (page) => list.read(connection, { ...asked, ...page }));
  if (json === true) return printJson(list.response.toJSON(answer));
  const items = list.items(answer);
  const names = await namesOf(connection, items.flatMap(list.hromadasOf ?? (() => [])));
  if (csv === true && list.csv !== undefined) {
    const { heading, row } = list.csv;
    return printCsv(
      heading,
      items.map((item) => row(item, names)),
    );
  }
  const lines = (text: string) => wrapped(text, terminalWidth()).join('\n');
  if (list.title !== undefined) printText(lines(list.title(answer)));
  printText(items.length === 0 ? say(NOTHING) : renderRows(list.columns, items, names));
  for (const note of list.notes?.(answer) ?? []) printText(lines(note));
  if (answer.nextPageToken !== '') print(moreAfter(answer.nextPageToken));
}

export const NOTHING = { uk: 'Нічого не знайдено.', en: 'Nothing found.' };

export function moreAfter(token: string): string {
  return say({ uk: `Є ще: --all, або --page-token ${token}`, en: `More results: --all, or --page-token ${token}` });
}

/** None if the list shows no names. */
async function namesOf(connection: Connection, hromadaCodes: readonly string[]): Promise<PlaceNames | undefined> {
  if (hromadaCodes.length === 0) return undefined;
  const { registryPlaces } = await import('../places/registry-places.ts');
  return registryPlaces(connection).namesOf(hromadaCodes);
}

/** The page that the options name, or all pages as one. */
export function pagesOf<Response extends PageResponse>(
  { pageSize, pageToken = '', all, csv }: PageOptions,
  read: (page: PageRequest) => Promise<Response>,
): Promise<Response> {
  return all === true || csv === true ? allPages(read) : read({ pageSize, pageToken });
}

/** All pages of a list as one: each repeated field holds what all pages have. */
export async function allPages<Response extends PageResponse>(
  read: (page: PageRequest) => Promise<Response>,
): Promise<Response> {
  let all = await read({ pageSize: MAX_PAGE, pageToken: '' });
  while (all.nextPageToken !== '') {
    const next = await read({ pageSize: MAX_PAGE, pageToken: all.nextPageToken });
    all = { ...all, ...next, ...bothOf(all, next) };
  }
  return all;
}

function bothOf(before: object, after: object): object {
  const later = new Map<string, unknown>(Object.entries(after));
  const lists = Object.entries(before).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
  return Object.fromEntries(lists.map(([field, values]) => [field, [...values, ...(later.get(field) as unknown[])]]));
}
