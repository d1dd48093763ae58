import { writeFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import {
  ChartKind,
  ChartLanguage,
  ExportChartRequest,
  ExportChartResponse,
} from '@safe-community/contracts/statistics/v1/chart.ts';
import { withConnection } from '../connection/with-connection.ts';
import { isoDate } from '../scorecard/numbers.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { language, say } from '../terminal/language.ts';
import { print, printJson } from '../terminal/print.ts';
import { selectionOf, withSelectionOptions, type SelectionOptions } from './figures.ts';
import { words } from '../wording/words.ts';
import { countOption, jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Без --output малює в терміналі. Вид "progress" не має показника: він малює зведення за --territory, --from, --to і
--known-on.
Приклади: hromada chart time-series killed --category fire --from 2025-01-01 --to 2026-06-30 --by month --first-published
          hromada chart map incidents --from 2026-01-01 --to 2026-06-30 --level oblast --by territory --output map.svg
          hromada chart funnel killed --from 2026-01-01 --to 2026-06-30 --level hromada --by territory
          hromada chart rates injured --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada chart progress --territory UA05000000000010236 --from 2026-01-01 --to 2026-06-30 --output progress.svg`,
  en: `
Without --output, it draws on the terminal. The kind "progress" has no measure: it draws the scorecard of --territory, --from,
--to, and --known-on.
Examples: hromada chart time-series killed --category fire --from 2025-01-01 --to 2026-06-30 --by month --first-published
          hromada chart map incidents --from 2026-01-01 --to 2026-06-30 --level oblast --by territory --output map.svg
          hromada chart funnel killed --from 2026-01-01 --to 2026-06-30 --level hromada --by territory
          hromada chart rates injured --from 2026-01-01 --to 2026-06-30 --level oblast --by territory
          hromada chart progress --territory UA05000000000010236 --from 2026-01-01 --to 2026-06-30 --output progress.svg`,
};

const KINDS = words([
  [ChartKind.TIME_SERIES, 'time-series', 'часовий ряд'],
  [ChartKind.BARS, 'bars', 'стовпчики'],
  [ChartKind.PROGRESS, 'progress', 'поступ'],
  [ChartKind.MAP, 'map', 'карта'],
  [ChartKind.FUNNEL, 'funnel', 'лійка'],
  [ChartKind.RATES, 'rates', 'рівні'],
]);
const LANGUAGE = { uk: ChartLanguage.UKRAINIAN, en: ChartLanguage.ENGLISH } as const;

interface Drawn extends SelectionOptions {
  readonly firstPublished: boolean;
}

interface Options extends Drawn {
  readonly width: number;
  readonly output?: string;
  readonly json: boolean;
}

/** `hromada chart` */
export function chartCommand(): Command {
  const command = new SpokenCommand('chart')
    .addArgument(
      new Argument('<kind>', say({ uk: 'вид рисунка', en: 'kind of drawing' }))
        .choices(KINDS.all)
        .argParser(KINDS.parse),
    )
    .names('[measure]', {
      uk: 'назва показника (їх перелічує hromada figures)',
      en: 'name of a measure (hromada figures lists them)',
    });
  return withSelectionOptions(command)
    .takes('--first-published', {
      uk: 'часовий ряд за місяцями, кварталами чи роками: ще й те, що було відомо одразу після них',
      en: 'a time series of months, quarters, or years: also what was known right after each of them',
    })
    .takes('--width <pixels>', countOption, 800, { uk: 'ширина SVG: від 320 до 2000', en: 'of the SVG: 320 to 2000' })
    .takes('--output <file>', { uk: 'записати SVG до цього файлу', en: 'write the SVG to this file' })
    .addOption(jsonOption('ExportChartResponse'))
    .explains(HELP)
    .action((kind: ChartKind, measure: string | undefined, options: Options, self: Command) => {
      if (
        kind !== ChartKind.PROGRESS &&
        (measure === undefined || options.from === undefined || options.to === undefined)
      ) {
        self.error(
          say({
            uk: "помилка: потрібні показник і параметри '--from <день>' та '--to <день>'",
            en: "error: a measure and the options '--from <day>' and '--to <day>' must be given",
          }),
        );
      }
      const ignored = kind === ChartKind.PROGRESS ? ignoredByProgress(measure, options) : [];
      if (ignored.length > 0)
        self.error(
          say({
            uk: `помилка: progress не приймає ${ignored.join(', ')}`,
            en: `error: progress takes no ${ignored.join(', ')}`,
          }),
        );
      const { width, output, json } = options;
      const drawn = drawnBy(kind, measure, options);
      const request = ExportChartRequest.fromPartial({ ...drawn, kind, language: LANGUAGE[language()], width });
      return withConnection(self, async (connection) => {
        if (output === undefined && !json) return printChart(connection, request);
        const answer = await connection.statistics.exportChart(request);
        if (json) printJson(ExportChartResponse.toJSON(answer));
        if (output === undefined) return;
        await writeFile(output, answer.svg);
        if (!json)
          print({
            uk: `${output}: показників – ${answer.table?.rows.length ?? 0}`,
            en: `${output}: ${answer.table?.rows.length ?? 0} figures`,
          });
      });
    });
}

/** What a chart of this kind is drawn from. */
export function drawnBy(kind: ChartKind, measure: string | undefined, options: Drawn) {
  if (kind === ChartKind.PROGRESS) return { scorecard: scorecardOf(options) };
  const { firstPublished } = options;
  return { selection: selectionOf(measure === undefined ? [] : [measure], options), firstPublished };
}

/** What was given although the progress of the programme has no place for it. */
export function ignoredByProgress(measure: string | undefined, options: Drawn): string[] {
  const { by, territory, level, within, category, asOfToday, place, attribute, firstPublished } = options;
  const given: readonly (readonly [string, boolean])[] = [
    ['measure', measure !== undefined],
    ['--by', (by?.length ?? 0) > 0],
    ['second --territory', (territory?.length ?? 0) > 1],
    ['--level', level !== undefined],
    ['--within', within !== ''],
    ['--category', category !== undefined],
    ['--as-of-today', asOfToday],
    ['--place', (place?.length ?? 0) > 0],
    ['--attribute', attribute !== ''],
    ['--first-published', firstPublished],
  ];
  return given.flatMap(([name, isGiven]) => (isGiven ? [name] : []));
}

export function scorecardOf({ territory: [territoryCode = ''] = [], from, to, knownOn }: SelectionOptions) {
  return { territoryCode, firstDay: isoDate(from), lastDay: isoDate(to), knownOn: isoDate(knownOn) };
}
