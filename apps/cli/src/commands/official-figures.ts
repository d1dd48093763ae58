import { Command, InvalidArgumentError } from 'commander';
import type { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import { FigureKind, type Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ListOfficialFiguresResponse,
  type StatedFigure,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { differenceNote } from '../scorecard/difference-note.ts';
import { date, official } from '../scorecard/numbers.ts';
import { print } from '../terminal/print.ts';
import { indicatorOf, INDICATOR_WORDS, nameOfIndicator } from '../wording/indicators.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { dayOption } from './option-values.ts';

const HELP = `
Examples: hromada official --indicator deaths_road --revisions
          hromada official --known-on 2021-02-01 --json`;

interface Options extends PageOptions {
  readonly indicator: readonly Indicator[];
  readonly targets: boolean;
  readonly knownOn?: Day;
  readonly revisions: boolean;
}

/** `hromada official` */
export function officialCommand(): Command {
  const command = new Command('official')
    .description('list official figures with their source, as known today or on a day')
    .option('--indicator <name>', `only this indicator (repeatable): ${INDICATOR_WORDS.join(', ')}`, indicators, [])
    .option('--targets', 'only targets', false)
    .option('--known-on <day>', 'as known at the end of this day: 2021-02-01', dayOption)
    .option('--revisions', 'all statements of each figure, the latest first', false)
    .addHelpText('after', HELP);
  return withPageOptions(command, 'ListOfficialFiguresResponse').action((options: Options, self: Command) =>
    withConnection(self, async ({ statistics }) => {
      const answer = await statistics.listOfficialFigures({
        indicators: [...options.indicator],
        kind: options.targets ? FigureKind.TARGET : FigureKind.UNSPECIFIED,
        from: undefined,
        to: undefined,
        asKnownOn: options.knownOn,
        includeRevisions: options.revisions,
        pageSize: options.pageSize,
        pageToken: options.pageToken,
      });
      printPage(answer, ListOfficialFiguresResponse, options, COLUMNS, answer.figures.map(rowOf));
      if (!options.json) for (const note of answer.figures.flatMap(differenceNote)) print(note);
    }),
  );
}

const COLUMNS = [
  { heading: 'Figure' },
  { heading: 'Period' },
  { heading: 'Value', align: 'right' },
  { heading: 'Published' },
  { heading: 'Publisher' },
  { heading: 'Source' },
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
  ];
}

function indicators(text: string, before: readonly Indicator[]): Indicator[] {
  const indicator = indicatorOf(text);
  if (indicator === undefined) throw new InvalidArgumentError(`It must be one of ${INDICATOR_WORDS.join(', ')}.`);
  return [...before, indicator];
}
