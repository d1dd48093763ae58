import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import {
  ChartKind,
  ChartLanguage,
  ExportChartRequest,
  ExportChartResponse,
} from '@safe-community/contracts/statistics/v1/chart.ts';
import { withConnection } from '../connection/with-connection.ts';
import { isoDate } from '../scorecard/numbers.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { print, printJson } from '../terminal/print.ts';
import { selectionOf, withSelectionOptions, type SelectionOptions } from './figures.ts';
import { countOption } from './option-values.ts';

const HELP = `
Without --output, it draws on the terminal. The kind "progress" has no measure: it draws the scorecard of --territory, --from,
--to, and --known-on.
Examples: hromada chart time-series killed --category fire --from 2025-01-01 --to 2026-06-30 --by month
          hromada chart map incidents --from 2026-01-01 --to 2026-06-30 --level oblast --by territory --output map.svg
          hromada chart funnel killed --from 2026-01-01 --to 2026-06-30 --level hromada --by territory
          hromada chart rates injured --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada chart progress --territory UA05000000000010236 --from 2026-01-01 --to 2026-06-30 --output progress.svg`;

const KINDS = new Map([
  ['time-series', ChartKind.TIME_SERIES],
  ['bars', ChartKind.BARS],
  ['progress', ChartKind.PROGRESS],
  ['map', ChartKind.MAP],
  ['funnel', ChartKind.FUNNEL],
  ['rates', ChartKind.RATES],
]);
const LANGUAGES = new Map([
  ['uk', ChartLanguage.UKRAINIAN],
  ['en', ChartLanguage.ENGLISH],
]);

interface Options extends SelectionOptions {
  readonly language: ChartLanguage;
  readonly width: number;
  readonly output?: string;
  readonly demonstration: boolean;
  readonly json: boolean;
}

/** `hromada chart` */
export function chartCommand(): Command {
  const command = new Command('chart')
    .description('draw figures: as SVG in a file, or on the terminal')
    .argument('<kind>', `one of ${[...KINDS.keys()].join(', ')}`, (text) => oneOf(KINDS, text))
    .argument('[measure]', 'name of a measure (hromada figures lists them)');
  return withSelectionOptions(command)
    .option('--language <language>', 'uk or en', (text) => oneOf(LANGUAGES, text), ChartLanguage.UKRAINIAN)
    .option('--width <pixels>', 'of the SVG: 320 to 2000', countOption, 800)
    .option('--output <file>', 'write the SVG to this file')
    .option('--demonstration', 'of invented instead of real data; not for progress', false)
    .option('--json', 'print the message ExportChartResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((kind: ChartKind, measure: string | undefined, options: Options, self: Command) => {
      if (
        kind !== ChartKind.PROGRESS &&
        (measure === undefined || options.from === undefined || options.to === undefined)
      ) {
        self.error("error: a measure and the options '--from <day>' and '--to <day>' must be given");
      }
      const ignored = kind === ChartKind.PROGRESS ? ignoredByProgress(measure, options) : [];
      if (ignored.length > 0) self.error(`error: progress takes no ${ignored.join(', ')}`);
      const { language, width, output, demonstration, json } = options;
      const drawn =
        kind === ChartKind.PROGRESS
          ? { scorecard: scorecardOf(options) }
          : { selection: selectionOf(measure === undefined ? [] : [measure], options) };
      const request = ExportChartRequest.fromPartial({ ...drawn, kind, language, width, demonstration });
      return withConnection(self, async (connection) => {
        if (output === undefined && !json) return printChart(connection, request);
        const answer = await connection.statistics.exportChart(request);
        if (json) printJson(ExportChartResponse.toJSON(answer));
        if (output === undefined) return;
        await writeFile(output, answer.svg);
        if (!json) print(`${output}: ${answer.table?.rows.length ?? 0} figures`);
      });
    });
}

/** What was given although the progress of the programme has no place for it. */
export function ignoredByProgress(measure: string | undefined, options: SelectionOptions): string[] {
  const { by, territory, level, within, category, asOfToday, place, attribute } = options;
  const given: readonly (readonly [string, boolean])[] = [
    ['measure', measure !== undefined],
    ['--by', by.length > 0],
    ['second --territory', territory.length > 1],
    ['--level', level !== undefined],
    ['--within', within !== ''],
    ['--category', category !== undefined],
    ['--as-of-today', asOfToday],
    ['--place', place.length > 0],
    ['--attribute', attribute !== ''],
  ];
  return given.flatMap(([name, isGiven]) => (isGiven ? [name] : []));
}

export function scorecardOf({ territory: [territoryCode = ''], from, to, knownOn }: SelectionOptions) {
  return { territoryCode, firstDay: isoDate(from), lastDay: isoDate(to), knownOn: isoDate(knownOn) };
}

function oneOf<T>(words: ReadonlyMap<string, T>, text: string): T {
  const found = words.get(text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${[...words.keys()].join(', ')}.`);
  return found;
}
