import { Command, InvalidArgumentError } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  CompareTerritoriesResponse,
  FunnelPosition,
  type ComparedGroup,
  type ComparedTerritory,
  type CompareTerritoriesRequest,
  type RateEstimate,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText, findOblastByText } from '../places/find-place.ts';
import { whole } from '../scorecard/numbers.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print } from '../terminal/print.ts';
import { allPages, printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { categoryOption } from './option-values.ts';

const HELP = `
Rates are per 100,000 people in the period, with the interval in which the true rate lies with a probability of 95 %.
The order is by the shrunken rate: the smaller a territory, the nearer to the mean. "Among the others" says whether a
rate differs from the group by more than chance and the usual differences explain.
Examples: hromada compare killed --level oblast --category road-crash --from 2025-01-01 --to 2025-12-31
          hromada compare incidents --peers-of Вінницька
          hromada compare injured --level hromada --oblast Вінницька --csv`;

interface Options extends PageOptions {
  readonly category?: IncidentCategory;
  readonly from?: string;
  readonly to?: string;
  readonly level?: TerritoryLevel;
  readonly oblast?: string;
  readonly territory: readonly string[];
  readonly peersOf?: string;
  readonly knownOn: string;
  readonly asOfToday: boolean;
  readonly demonstration: boolean;
  readonly csv: boolean;
}

/** `hromada compare` */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('compare territories fairly: rates per 100,000 with intervals, ranked by shrunken rates')
    .argument('<measure>', 'a measure that counts incidents or people: incidents, killed, injured, …')
    .option('--level <word>', `all territories of a level: ${[...LEVELS.keys()].join(', ')}`, levelOption)
    .option('--oblast <code or name>', 'with --level: only in this oblast')
    .option('--territory <code>', 'this territory (repeatable)', (code, before: string[]) => [...before, code], [])
    .option('--peers-of <code or name>', 'a hromada with the 30 of its kind that are nearest in population')
    .option('--category <word>', 'only incidents of this category', categoryOption)
    .option('--from <day>', 'first day: 2026-01-01 (default: 1 January of this year)')
    .option('--to <day>', 'last day (default: today)')
    .option('--known-on <day>', 'as known at the end of this day (default: today)', '')
    .option('--as-of-today', 'merged hromadas count for their successor on all days', false)
    .option('--demonstration', 'compare invented demonstration data', false)
    .option('--csv', 'print all pages as CSV', false)
    .addHelpText('after', HELP);
  return withPageOptions(command, 'CompareTerritoriesResponse').action(
    (measure: string, options: Options, self: Command) =>
      withConnection(self, (connection) => compareTerritories(connection, measure, options)),
  );
}

async function compareTerritories({ statistics }: Connection, measure: string, options: Options): Promise<void> {
  const request = requestOf(measure, options);
  if (options.csv) {
    const pages = await allPages((page) => statistics.compareTerritories({ ...request, ...page }));
    return printCsv(
      CSV_HEADING,
      pages.flatMap(({ territories }) => territories.map(csvRow)),
    );
  }
  const answer = await statistics.compareTerritories(request);
  if (!options.json) print(titleOf(answer.group));
  printPage(answer, CompareTerritoriesResponse, options, COLUMNS, answer.territories.map(rowOf));
  if (!options.json) for (const note of notesOf(answer.group)) print(note);
}

function requestOf(measure: string, options: Options): CompareTerritoriesRequest {
  const { category = 0, level = 0, from, to, oblast, peersOf, territory, demonstration } = options;
  const { knownOn: asKnownOn, asOfToday: territoryAsOfToday } = options;
  const lastDay = to ?? kyivDay(new Date());
  return {
    measure,
    category,
    firstDay: from ?? `${lastDay.slice(0, 4)}-01-01`,
    lastDay,
    territoryCodes: [...territory],
    level,
    peersOf: peersOf === undefined ? '' : findHromadaByText(peersOf).code,
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    demonstration,
    asKnownOn,
    territoryAsOfToday,
    pageSize: options.pageSize,
    pageToken: options.pageToken,
  };
}

const COLUMNS = [
  { heading: '#', align: 'right' },
  { heading: 'Territory' },
  { heading: 'Count', align: 'right' },
  { heading: 'Population', align: 'right' },
  { heading: 'Rate (95 % interval)', align: 'right' },
  { heading: 'Shrunken rate', align: 'right' },
  { heading: 'Among the others' },
] as const;

function rowOf(territory: ComparedTerritory): string[] {
  const { rank, sharesRank, code, nameUk, nameEn, count, population, rate, shrunkenRate, position } = territory;
  return [
    rank === 0 ? '—' : `${rank}${sharesRank ? '=' : ''}`,
    `${nameUk} (${nameEn}) ${code}`,
    count === undefined ? '—' : whole(count),
    population === undefined ? '—' : whole(population),
    rate === undefined ? '—' : withInterval(rate),
    shrunkenRate === undefined ? '—' : decimal(shrunkenRate.value),
    POSITIONS.get(position) ?? '—',
  ];
}

const POSITIONS: ReadonlyMap<FunnelPosition, string> = new Map([
  [FunnelPosition.FAR_BELOW, 'far below'],
  [FunnelPosition.BELOW, 'below'],
  [FunnelPosition.WITHIN, 'as expected'],
  [FunnelPosition.ABOVE, 'above'],
  [FunnelPosition.FAR_ABOVE, 'far above'],
]);

function withInterval({ value, low, high }: RateEstimate): string {
  return `${decimal(value)} (${decimal(low)}–${decimal(high)})`;
}

const DECIMAL = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function decimal(value: number): string {
  return DECIMAL.format(value);
}

function titleOf(group: ComparedGroup | undefined): string {
  const { measureEn = '', measureUk = '', firstDay = '', lastDay = '' } = group ?? {};
  return `${measureEn} · ${measureUk}, per 100,000 people from ${firstDay} to ${lastDay}`;
}

function notesOf(group: ComparedGroup | undefined): string[] {
  if (group === undefined) return [];
  const { territories, withoutRate, rate, overdispersion, peers, populationSources } = group;
  const sources = populationSources.map(({ publisher, date }) => `${publisher}, ${date}`);
  return [
    `${territories} territories, ${withoutRate} without a rate. All together: ${rate === undefined ? '—' : withInterval(rate)}.`,
    ...(peers === undefined
      ? []
      : [`Peers: ${peers.kind}, ${whole(peers.leastPopulation)} to ${whole(peers.mostPopulation)} people.`]),
    ...(overdispersion === undefined
      ? []
      : [
          `Beyond chance, true rates differ by ${(100 * overdispersion).toFixed(0)} % (standard deviation of the rates).`,
        ]),
    ...(sources.length === 0 ? [] : [`Population: ${sources.join('; ')}.`]),
  ];
}

const CSV_HEADING = [
  'rank,code,name_uk,name_en,count,population,rate,rate_low,rate_high,shrunken_rate,shrunken_low,shrunken_high',
  'limit_95_low,limit_95_high,limit_998_low,limit_998_high,position',
].flatMap((part) => part.split(','));

function csvRow(territory: ComparedTerritory) {
  const { rank, code, nameUk, nameEn, count, population, rate, shrunkenRate, position } = territory;
  const limits = territory.widenedLimits;
  const place = [rank === 0 ? undefined : rank, code, nameUk, nameEn, count, population];
  const rates = [rate, shrunkenRate].flatMap((estimate) => [estimate?.value, estimate?.low, estimate?.high]);
  const funnel = [limits?.innerLow, limits?.innerHigh, limits?.outerLow, limits?.outerHigh];
  return [...place, ...rates, ...funnel, POSITIONS.get(position)?.replaceAll(' ', '_')];
}

const LEVELS: ReadonlyMap<string, TerritoryLevel> = new Map([
  ['oblast', TerritoryLevel.OBLAST],
  ['raion', TerritoryLevel.RAION],
  ['hromada', TerritoryLevel.HROMADA],
]);

function levelOption(word: string): TerritoryLevel {
  const level = LEVELS.get(word);
  if (level === undefined) throw new InvalidArgumentError(`It must be one of ${[...LEVELS.keys()].join(', ')}.`);
  return level;
}
