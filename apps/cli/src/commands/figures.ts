import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ExportFormat,
  FigureDimension,
  ListMeasuresResponse,
  QueryFiguresResponse,
  SensitiveReading,
  TerritoryLevel,
  type FigureSelection,
  type Measure,
  type MeasureOfSensitive,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { ChartKind } from '@safe-community/contracts/statistics/v1/chart.ts';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { CALENDAR, columnsFor } from './figure-columns.ts';
import { categoryOption, dayOption } from './option-values.ts';

const HELP = `
Without a measure, it lists the measures (docs/measures.md). Of domestic violence and school safety: hromada released.
Examples: hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada figures response_time_p90 --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --csv
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --by month --known-on 2026-06-30 --json
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --known-on 2026-06-30
          hromada figures camera_coverage camera_activation --from 2026-06-01 --to 2026-06-30 --known-on 2026-06-30
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --territory UA05020030000031457 --by settlement
          hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --by attribute --attribute fire_object
          hromada figures killed --from 2025-01-01 --to 2026-06-30 --by month --chart`;

/** Which figures. */
export interface SelectionOptions {
  readonly from?: Day;
  readonly to?: Day;
  readonly by: readonly FigureDimension[];
  readonly territory: readonly string[];
  readonly level?: TerritoryLevel;
  readonly within: string;
  readonly category?: IncidentCategory;
  readonly knownOn?: Day;
  readonly asOfToday: boolean;
  readonly place: readonly string[];
  readonly attribute: string;
}

interface Options extends PageOptions, SelectionOptions {
  readonly fillGaps: boolean;
  readonly chart: boolean;
  readonly csv: boolean;
  readonly jsonLines: boolean;
}

/** The options that select figures. */
export function withSelectionOptions(command: Command): Command {
  return command
    .option('--from <day>', 'first day: 2026-01-01', dayOption)
    .option('--to <day>', 'last day', dayOption)
    .option('--by <dimension>', `group by it (repeatable): ${DIMENSION_WORDS.join(', ')}`, dimensions, [])
    .option('--territory <code>', 'only this territory (repeatable): UA, or a KATOTTG code', codes, [])
    .option('--level <level>', `all territories of a level: ${LEVEL_WORDS.join(', ')}`, levelOption)
    .option('--within <code>', 'with --level: only those in this oblast or raion', '')
    .option('--category <word>', 'only this category', categoryOption)
    .option('--known-on <day>', 'as known at the end of this day', dayOption)
    .option('--as-of-today', 'merged hromadas count for their successor on all days', false)
    .option('--place <code>', 'only this settlement, starosta district, or beat (repeatable)', codes, [])
    .option('--attribute <name>', 'with --by attribute: only this one, as fire_object', '');
}

/** `hromada figures` */
export function figuresCommand(): Command {
  const command = withSelectionOptions(
    new Command('figures')
      .description('show counted figures by territory, time, category, and more (--by); or list the measures')
      .argument('[measures...]', 'names of measures'),
  )
    .option('--fill-gaps', 'print counts of 0 as well', false)
    .option('--chart', 'draw one measure by time, territory, or category instead (hromada chart has more)', false)
    .option('--csv', 'print all figures as CSV with definitions in comments', false)
    .option('--json-lines', 'print all figures as JSON Lines, the first of which describes them', false)
    .addHelpText('after', HELP);
  return withPageOptions(command, 'QueryFiguresResponse', 'same selection').action(
    (measures: readonly string[], options: Options, self: Command) => {
      if (measures.length > 0 && (options.from === undefined || options.to === undefined)) {
        self.error("error: options '--from <day>' and '--to <day>' must be given");
      }
      return withConnection(self, (connection) => {
        if (measures.length === 0) return printMeasures(connection, options);
        if (!options.chart) return printFigures(connection, measures, options);
        const isOverTime = CALENDAR.some((part) => options.by.includes(part));
        const kind = isOverTime ? ChartKind.TIME_SERIES : ChartKind.BARS;
        return printChart(connection, { kind, selection: selectionOf(measures, options) });
      });
    },
  );
}

async function printMeasures({ statistics }: Connection, { json }: Options): Promise<void> {
  const answer = await statistics.listMeasures({});
  if (json) return printJson(ListMeasuresResponse.toJSON(answer));
  const columns = ['Measure', 'Name', 'Unit', 'Definition'].map((heading) => ({ heading }));
  printText(renderTable(columns, answer.measures.map(measureRow)));
  print('Of domestic violence and school safety, each read as the last column says, and none by this command:');
  const cells = answer.sensitive.map((measure) => [
    ...measureRow(measure),
    measure.howToRead.map((reading) => READINGS.get(reading) ?? '').join('; '),
  ]);
  printText(renderTable([...columns, { heading: 'Read by' }], cells));
}

function measureRow({ name, nameEn, nameUk, unit, definition }: Measure | MeasureOfSensitive): string[] {
  return [name, `${nameEn} · ${nameUk}`, unit, definition];
}

const READINGS: ReadonlyMap<SensitiveReading, string> = new Map([
  [SensitiveReading.RELEASED, 'hromada released'],
  [SensitiveReading.EXACT, 'GetExactSensitiveFigures (entitled roles, for a purpose)'],
]);

async function printFigures(connection: Connection, measures: readonly string[], options: Options): Promise<void> {
  const selection = selectionOf(measures, options);
  const format = options.csv ? ExportFormat.CSV : options.jsonLines ? ExportFormat.JSON_LINES : undefined;
  if (format !== undefined) {
    for await (const { chunk } of connection.exportFigures({ selection, format })) await write(chunk);
    return;
  }
  const { fillGaps, pageSize, pageToken } = options;
  const answer = await connection.statistics.queryFigures({ selection, fillGaps, pageSize, pageToken });
  const shown = columnsFor(answer.figures, options.by);
  const rows = answer.figures.map((figure) => shown.map(({ textOf }) => textOf(figure)));
  printPage(answer, QueryFiguresResponse, options, shown, rows);
}

export function selectionOf(measures: readonly string[], options: SelectionOptions): FigureSelection {
  const { from, to, by, territory, level, within, category, knownOn, asOfToday, place, attribute } = options;
  return {
    measures: [...measures],
    firstDay: from,
    lastDay: to,
    territoryCodes: [...territory],
    level: level ?? 0,
    withinCode: within,
    groupBy: [...by],
    category: category ?? 0,
    asKnownOn: knownOn,
    territoryAsOfToday: asOfToday,
    placeCodes: [...place],
    attribute,
  };
}

/** Applies backpressure when stdout is slower than the service. */
async function write(chunk: Uint8Array): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

const { TERRITORY, DAY, WEEK, MONTH, QUARTER, YEAR, CATEGORY, CHANNEL, RESPONDER } = FigureDimension;
const { SETTLEMENT, STAROSTA_DISTRICT, BEAT, ATTRIBUTE } = FigureDimension;

const DIMENSIONS = new Map([
  ['territory', TERRITORY],
  ['day', DAY],
  ['week', WEEK],
  ['month', MONTH],
  ['quarter', QUARTER],
  ['year', YEAR],
  ['category', CATEGORY],
  ['channel', CHANNEL],
  ['responder', RESPONDER],
  ['settlement', SETTLEMENT],
  ['starosta-district', STAROSTA_DISTRICT],
  ['beat', BEAT],
  ['attribute', ATTRIBUTE],
]);
const DIMENSION_WORDS = [...DIMENSIONS.keys()];
const LEVELS = new Map([
  ['country', TerritoryLevel.COUNTRY],
  ['oblast', TerritoryLevel.OBLAST],
  ['raion', TerritoryLevel.RAION],
  ['hromada', TerritoryLevel.HROMADA],
]);
const LEVEL_WORDS = [...LEVELS.keys()];

function dimensions(text: string, before: readonly FigureDimension[]): FigureDimension[] {
  const dimension = DIMENSIONS.get(text);
  if (dimension === undefined) throw new InvalidArgumentError(`It must be one of ${DIMENSION_WORDS.join(', ')}.`);
  return [...before, dimension];
}

function levelOption(text: string): TerritoryLevel {
  const level = LEVELS.get(text);
  if (level === undefined) throw new InvalidArgumentError(`It must be one of ${LEVEL_WORDS.join(', ')}.`);
  return level;
}

function codes(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
