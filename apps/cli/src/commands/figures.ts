import { once } from 'node:events';
import { type Command } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ChartKind } from '@safe-community/contracts/statistics/v1/chart.ts';
import {
  ExportFormat,
  ListMeasuresResponse,
  QueryFiguresResponse,
  SensitiveReading,
  type FigureDimension,
  type FigureSelection,
  type Measure,
  type MeasureOfSensitive,
  type TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { moreAfter, pagesOf, withPageOptions, type PageOptions } from '../lists/list.ts';
import { printControl } from '../places/print-control.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { say, asIs, type Text } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { CALENDAR, columnsFor, DIMENSIONS, LEVELS } from './figure-columns.ts';
import { dayOption, textsOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Без показника перелічує показники (docs/measures.md). Про домашнє насильство й безпеку в школах: hromada released.
Приклади: hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada figures response_time_p90 --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --csv
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --by month --known-on 2026-06-30 --json
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --known-on 2026-06-30
          hromada figures camera_coverage camera_activation --from 2026-06-01 --to 2026-06-30 --known-on 2026-06-30
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --territory UA05020030000031457 --by settlement
          hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --by attribute --attribute fire_object
          hromada figures killed --from 2025-01-01 --to 2026-06-30 --by month --chart`,
  en: `
Without a measure, it lists the measures (docs/measures.md). Of domestic violence and school safety: hromada released.
Examples: hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada figures response_time_p90 --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --csv
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --by month --known-on 2026-06-30 --json
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --level hromada --by territory --known-on 2026-06-30
          hromada figures camera_coverage camera_activation --from 2026-06-01 --to 2026-06-30 --known-on 2026-06-30
          hromada figures incidents --from 2026-01-01 --to 2026-06-30 --territory UA05020030000031457 --by settlement
          hromada figures incidents killed --from 2026-01-01 --to 2026-06-30 --by attribute --attribute fire_object
          hromada figures killed --from 2025-01-01 --to 2026-06-30 --by month --chart`,
};

/** Which figures. */
export interface SelectionOptions {
  readonly from?: Day;
  readonly to?: Day;
  readonly by?: readonly FigureDimension[];
  readonly territory?: readonly string[];
  readonly level?: TerritoryLevel;
  readonly within: string;
  readonly category?: IncidentCategory;
  readonly knownOn?: Day;
  readonly asOfToday: boolean;
  readonly place?: readonly string[];
  readonly attribute: string;
}

interface Options extends PageOptions, SelectionOptions {
  readonly fillGaps: boolean;
  readonly chart: boolean;
  readonly jsonLines: boolean;
}

/** The options that select figures. */
export function withSelectionOptions(command: SpokenCommand): SpokenCommand {
  const by = (text: string, before: readonly FigureDimension[] = []) => [...before, DIMENSIONS.parse(text)];
  return command
    .takes('--from <day>', dayOption, { uk: 'перший день: 2026-01-01', en: 'first day: 2026-01-01' })
    .takes('--to <day>', dayOption, { uk: 'останній день', en: 'last day' })
    .chooses(
      '--by <dimension>',
      { all: DIMENSIONS.all, parse: by },
      { uk: 'групувати за цим (можна повторювати)', en: 'group by it (repeatable)' },
    )
    .takes('--territory <code>', textsOption, {
      uk: 'лише ця територія (можна повторювати): UA або код КАТОТТГ',
      en: 'only this territory (repeatable): UA, or a KATOTTG code',
    })
    .chooses('--level <level>', LEVELS, { uk: 'усі території рівня', en: 'all territories of a level' })
    .takes('--within <code>', '', {
      uk: 'з --level: лише в цій області або районі',
      en: 'with --level: only those in this oblast or raion',
    })
    .chooses('--category <word>', CATEGORIES, { uk: 'лише ця категорія', en: 'only this category' })
    .takes('--known-on <day>', dayOption, { uk: 'відоме на кінець цього дня', en: 'as known at the end of this day' })
    .takes('--as-of-today', {
      uk: 'об’єднані громади рахувати за наступницею в усі дні',
      en: 'merged hromadas count for their successor on all days',
    })
    .takes('--place <code>', textsOption, {
      uk: 'лише цей населений пункт, старостинський округ або дільниця (можна повторювати)',
      en: 'only this settlement, starosta district, or beat (repeatable)',
    })
    .takes('--attribute <name>', '', {
      uk: 'з --by attribute: лише ця ознака, як-от fire_object',
      en: 'with --by attribute: only this one, as fire_object',
    });
}

/** `hromada figures` */
export function figuresCommand(): Command {
  const command = withSelectionOptions(
    new SpokenCommand('figures').names('[measures...]', { uk: 'назви показників', en: 'names of measures' }),
  )
    .takes('--fill-gaps', { uk: 'друкувати й нульові кількості', en: 'print counts of 0 as well' })
    .takes('--chart', {
      uk: 'натомість намалювати один показник за часом, територією або категорією (більше вміє hromada chart)',
      en: 'draw one measure by time, territory, or category instead (hromada chart has more)',
    })
    .takes('--json-lines', {
      uk: 'друкувати всі показники рядками JSON, перший з яких їх описує',
      en: 'print all figures as JSON Lines, the first of which describes them',
    })
    .explains(HELP);
  withPageOptions(command, { hasCsv: true });
  return command.action((measures: readonly string[], options: Options, self: Command) => {
    if (measures.length > 0 && (options.from === undefined || options.to === undefined)) {
      self.error(
        say({
          uk: "помилка: потрібні параметри '--from <день>' та '--to <день>'",
          en: "error: options '--from <day>' and '--to <day>' must be given",
        }),
      );
    }
    return withConnection(self, (connection) => {
      if (measures.length === 0) return printMeasures(connection, options);
      if (!options.chart) return printFigures(connection, measures, options);
      const isOverTime = CALENDAR.some((part) => options.by?.includes(part));
      const kind = isOverTime ? ChartKind.TIME_SERIES : ChartKind.BARS;
      return printChart(connection, { kind, selection: selectionOf(measures, options) });
    });
  });
}

async function printMeasures({ statistics }: Connection, { json }: Options): Promise<void> {
  const answer = await statistics.listMeasures({});
  if (json === true) return printJson(ListMeasuresResponse.toJSON(answer));
  printText(renderRows(MEASURES, answer.measures));
  print({
    uk: 'Показники домашнього насильства та безпеки в школах. Ця команда їх не показує; як їх прочитати, сказано в останньому стовпці:',
    en: 'Measures of domestic violence and school safety. This command shows none of them; the last column says how to read each:',
  });
  printText(renderRows(SENSITIVE, answer.sensitive));
}

const MEASURES: readonly Column<Measure | MeasureOfSensitive>[] = [
  { uk: 'Показник', en: 'Measure', of: ({ name }) => name },
  { uk: 'Назва', en: 'Name', of: ({ nameUk, nameEn }) => say({ uk: nameUk, en: nameEn }) },
  { uk: 'Одиниця', en: 'Unit', of: ({ unit, unitUk }) => say({ uk: unitUk, en: unit }) },
  {
    uk: 'Визначення',
    en: 'Definition',
    of: ({ definition, definitionUk }) => say({ uk: definitionUk, en: definition }),
  },
];

const SENSITIVE: readonly Column<MeasureOfSensitive>[] = [
  ...MEASURES,
  { uk: 'Читається', en: 'Read by', of: ({ howToRead }) => howToRead.map((way) => say(READINGS.get(way) ?? asIs(''))) },
];

const READINGS: ReadonlyMap<SensitiveReading, Text> = new Map([
  [SensitiveReading.RELEASED, asIs('hromada released')],
  [
    SensitiveReading.EXACT,
    {
      uk: 'GetExactSensitiveFigures (уповноважені ролі, з метою)',
      en: 'GetExactSensitiveFigures (entitled roles, for a purpose)',
    },
  ],
]);

async function printFigures(connection: Connection, measures: readonly string[], options: Options): Promise<void> {
  const selection = selectionOf(measures, options);
  const format = options.csv === true ? ExportFormat.CSV : options.jsonLines ? ExportFormat.JSON_LINES : undefined;
  if (format !== undefined) {
    for await (const { chunk } of connection.exportFigures({ selection, format })) await write(chunk);
    return;
  }
  const { fillGaps } = options;
  const answer = await pagesOf(options, (page) => connection.statistics.queryFigures({ selection, fillGaps, ...page }));
  if (options.json === true) return printJson(QueryFiguresResponse.toJSON(answer));
  await printControl(connection, selection.territoryCodes);
  printText(renderRows(columnsFor(answer.figures, options.by ?? []), answer.figures));
  const { measures: all } = await connection.statistics.listMeasures({});
  for (const { name, suppression, suppressionUk } of all.filter((each) => measures.includes(each.name))) {
    print({ uk: `${name}: ${suppressionUk}`, en: `${name}: ${suppression}` });
  }
  if (answer.nextPageToken !== '') print(moreAfter(answer.nextPageToken));
}

export function selectionOf(measures: readonly string[], options: SelectionOptions): FigureSelection {
  const { from, to, by, territory, level, within, category, knownOn, asOfToday, place, attribute } = options;
  return {
    measures: [...measures],
    firstDay: from,
    lastDay: to,
    territoryCodes: [...(territory ?? [])],
    level: level ?? 0,
    withinCode: within,
    groupBy: [...(by ?? [])],
    category: category ?? 0,
    asKnownOn: knownOn,
    territoryAsOfToday: asOfToday,
    placeCodes: [...(place ?? [])],
    attribute,
  };
}

/** Applies backpressure when stdout is slower than the service. */
async function write(chunk: Uint8Array): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
