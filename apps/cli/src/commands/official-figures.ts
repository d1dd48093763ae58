import { Command, InvalidArgumentError } from 'commander';
import type { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import { FigureKind, type Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ListOfficialFiguresResponse,
  type ListOfficialFiguresRequest,
  type StatedFigure,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { differenceNote } from '../scorecard/difference-note.ts';
import { STATED_COLUMNS } from '../figure-file/parse-figure.ts';
import { date, isoDate, official } from '../scorecard/numbers.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print } from '../terminal/print.ts';
import { indicatorOf, INDICATOR_WORDS, nameOfIndicator, wordOfIndicator } from '../wording/indicators.ts';
import { FIGURE_KINDS, QUALIFIERS, wordIn } from '../wording/statements.ts';
import { allPages, printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { dayOption } from './option-values.ts';

const HELP = `
Examples: hromada official --indicator deaths_road --revisions
          hromada official --known-on 2021-02-01 --json
          hromada official --revisions --csv > figures.csv
"hromada import official" reads what --csv prints.`;

interface Options extends PageOptions {
  readonly indicator: readonly Indicator[];
  readonly targets: boolean;
  readonly knownOn?: Day;
  readonly revisions: boolean;
  readonly csv: boolean;
}

/** `hromada official` */
export function officialCommand(): Command {
  const command = new Command('official')
    .description('list official figures with their source, as known today or on a day')
    .option('--indicator <name>', `only this indicator (repeatable): ${INDICATOR_WORDS.join(', ')}`, indicators, [])
    .option('--targets', 'only targets', false)
    .option('--known-on <day>', 'as known at the end of this day: 2021-02-01', dayOption)
    .option('--revisions', 'all statements of each figure, the latest first', false)
    .option('--csv', 'print all pages as CSV, with sentence and source', false)
    .addHelpText('after', HELP);
  return withPageOptions(command, 'ListOfficialFiguresResponse').action((options: Options, self: Command) =>
    withConnection(self, async ({ statistics }) => {
      const request = requestOf(options);
      if (options.csv) {
        const pages = await allPages((page) => statistics.listOfficialFigures({ ...request, ...page }));
        return printCsv(
          CSV_HEADING,
          pages.flatMap(({ figures }) => figures.map(csvRow)),
        );
      }
      const answer = await statistics.listOfficialFigures(request);
      printPage(answer, ListOfficialFiguresResponse, options, COLUMNS, answer.figures.map(rowOf));
      if (!options.json) for (const note of answer.figures.flatMap(differenceNote)) print(note);
    }),
  );
}

function requestOf(options: Options): ListOfficialFiguresRequest {
  return {
    indicators: [...options.indicator],
    kind: options.targets ? FigureKind.TARGET : FigureKind.UNSPECIFIED,
    from: undefined,
    to: undefined,
    asKnownOn: options.knownOn,
    includeRevisions: options.revisions,
    pageSize: options.pageSize,
    pageToken: options.pageToken,
  };
}

const COLUMNS = [
  { heading: 'Figure' },
  { heading: 'Period' },
  { heading: 'Value', align: 'right' },
  { heading: 'Published' },
  { heading: 'Publisher' },
  { heading: 'Source' },
  { heading: 'Sentence' },
] as const;

function rowOf({ figure, counts }: StatedFigure): string[] {
  if (figure === undefined) return [];
  const { indicator, kind, periodStart, periodEnd, provenance } = figure;
  const { en, uk } = nameOfIndicator(indicator);
  const [first, last] = [date(periodStart), date(periodEnd)];
  return [
    `${en} · ${uk}${kind === FigureKind.TARGET ? ' (target)' : ''}`,
    first === last ? first : `${first}–${last}`,
    `${official(figure)}${counts ? '' : ' (earlier)'}`,
    date(provenance?.published),
    provenance?.publisherUk ?? '—',
    provenance?.link || provenance?.title || '—',
    startOf(provenance?.sentence ?? '') || '—',
  ];
}

/** Keeps a row of the table on a screen; --csv and --json have the whole sentence. */
const MAX_START = 60;

/** The sentence, or its first words. */
function startOf(sentence: string): string {
  const text = sentence.replace(/\s+/g, ' ').trim();
  if (text.length <= MAX_START) return text;
  const cut = text.slice(0, MAX_START);
  // A word without an end is cut where it is.
  return `${cut.replace(/[\s,;:–—-]+\S*$/u, '') || cut}…`;
}

const CSV_HEADING = [
  'indicator,kind,period_start,period_end,value,qualifier,published,publisher_uk,publisher_en,title,sentence,link',
  ...STATED_COLUMNS,
].flatMap((part) => part.split(','));

/** An import reads the first twelve. */
function csvRow({ figure, counts, importedTime, difference }: StatedFigure) {
  const { provenance } = figure ?? {};
  return [
    wordOfIndicator(figure?.indicator),
    figure && wordIn(FIGURE_KINDS, figure.kind),
    isoDate(figure?.periodStart),
    isoDate(figure?.periodEnd),
    figure?.value,
    figure && wordIn(QUALIFIERS, figure.qualifier),
    isoDate(provenance?.published),
    provenance?.publisherUk,
    provenance?.publisherEn,
    provenance?.title,
    provenance?.sentence,
    provenance?.link,
    counts,
    importedTime?.toISOString(),
    difference?.sum,
    difference?.missingParts.map(wordOfIndicator).join(' '),
  ];
}

function indicators(text: string, before: readonly Indicator[]): Indicator[] {
  const indicator = indicatorOf(text);
  if (indicator === undefined) throw new InvalidArgumentError(`It must be one of ${INDICATOR_WORDS.join(', ')}.`);
  return [...before, indicator];
}
