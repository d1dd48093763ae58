import type { Command } from 'commander';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ListOfficialFiguresRequest,
  ListOfficialFiguresResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { allPages, examplesOf, NOTHING } from '../lists/list.ts';
import { renderRows } from '../lists/columns.ts';
import { CSV_HEADING, csvRow } from '../official/csv.ts';
import { chartLines, notesOf, SERIES_COLUMNS, STATEMENT_COLUMNS, summariesOf } from '../official/series.ts';
import { say } from '../terminal/language.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { printJson, printText } from '../terminal/print.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';
import { terminalWidth, wrapped } from '../terminal/table.ts';
import { dayOption, jsonOption } from './option-values.ts';

interface Options {
  readonly knownOn?: Day;
  readonly chart: boolean;
  readonly csv: boolean;
  readonly json: boolean;
}

/** `hromada official` */
export function officialCommand(): Command {
  return new SpokenCommand('official')
    .names('[series]', {
      uk: 'ряд: його числа, видавець, визначення; без нього – перелік рядів',
      en: 'a series: its figures, publisher, definition; without it, the list of series',
    })
    .takes('--known-on <day>', dayOption, {
      uk: 'відомі на кінець цього дня: 2021-02-01',
      en: 'as known at the end of this day: 2021-02-01',
    })
    .takes('--chart', { uk: 'намалювати ряд за роками', en: 'draw the series by year' })
    .takes('--csv', { uk: 'друкувати всі оприлюднення як CSV', en: 'print all statements as CSV' })
    .addOption(jsonOption('ListOfficialFiguresResponse'))
    .explains({
      uk: `\nhromada import official читає те, що друкує --csv.\n${examples()}`,
      en: `\nhromada import official reads what --csv prints.\n${examples()}`,
    })
    .action((series: string | undefined, options: Options, self: Command) => {
      if (options.chart && series === undefined)
        self.error(say({ uk: 'помилка: --chart потребує ряду', en: 'error: --chart needs a series' }));
      return withConnection(self, async ({ statistics }) => {
        const wanted = { series: series ?? '', asKnownOn: options.knownOn, includeRevisions: true };
        const answer = await allPages((page) =>
          statistics.listOfficialFigures(ListOfficialFiguresRequest.fromPartial({ ...wanted, ...page })),
        );
        show(answer, series, options);
      });
    });
}

function examples(): string {
  return examplesOf([
    'official',
    'official patrol-police-deaths-road --chart',
    'official --known-on 2021-02-01 --json',
    'official --csv > figures.csv',
  ]);
}

function show(answer: ListOfficialFiguresResponse, series: string | undefined, options: Options): void {
  const { figures } = answer;
  if (options.json) return printJson(ListOfficialFiguresResponse.toJSON(answer));
  if (options.csv) return printCsv(CSV_HEADING, figures.map(csvRow));
  if (figures.length === 0) return printText(say(NOTHING));
  const width = terminalWidth();
  if (series === undefined) return printText(renderRows(SERIES_COLUMNS, summariesOf(figures)));
  const lines = options.chart ? chartLines(figures, width) : [renderRows(STATEMENT_COLUMNS, figures)];
  for (const line of lines) printText(line);
  for (const note of notesOf(figures)) printText(wrapped(note, width).join('\n'));
}
