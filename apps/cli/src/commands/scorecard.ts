import { Option, type Command } from 'commander';
import { ChartKind } from '@safe-community/contracts/statistics/v1/chart.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Scorecard, type ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { printControl } from '../places/print-control.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { isoDate } from '../scorecard/numbers.ts';
import { renderScorecard } from '../scorecard/render-scorecard.ts';
import { isSummed } from '../scorecard/row.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { paintFor, printPainted } from '../terminal/paint.ts';
import { printJson } from '../terminal/print.ts';
import { say, type Text } from '../terminal/language.ts';
import { jsonOption } from './option-values.ts';
import { examplesOf } from '../lists/list.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly territory?: string;
  readonly from?: string;
  readonly to?: string;
  readonly knownOn?: string;
  readonly csv?: boolean;
  readonly chart?: boolean;
  readonly all?: boolean;
  readonly sources?: boolean;
  readonly json: boolean;
}

/** `hromada scorecard` */
export function scorecardCommand(): Command {
  return new SpokenCommand('scorecard')
    .takes('--territory <code>', {
      uk: 'у цій області, районі або громаді (типово: країна)',
      en: 'in this oblast, raion, or hromada (default: the country)',
    })
    .takes('--from <day>', {
      uk: 'від цього дня: 2026-01-01 (типово: цей рік; разом із --to)',
      en: 'from this day: 2026-01-01 (default: this year; with --to)',
    })
    .takes('--to <day>', {
      uk: 'до цього дня, який може бути в майбутньому',
      en: 'until this day, which may lie in the future',
    })
    .takes('--known-on <day>', { uk: 'відоме на кінець цього дня', en: 'as known at the end of this day' })
    .takes('--csv', {
      uk: 'друкувати обіцянки як CSV; kind: counted – усе, at_least – не менше (повідомляють не всі), partial – за частиною випадків, official, target, forecast, people_asked',
      en: 'print the promises as CSV; kind: counted (all), at_least (not everybody reports), partial (of some of the cases), official, target, forecast, people_asked',
    })
    .addOption(jsonOption('Scorecard'))
    .addOption(
      viewOption('--chart', {
        uk: 'натомість намалювати поступ до цілей',
        en: 'draw the progress towards the targets instead',
      }),
    )
    .addOption(
      viewOption('--all', {
        uk: 'також те, що ще не вимірюється, і на чому ґрунтується решта',
        en: 'also what is not measured yet, and what the rest is based on',
      }),
    )
    .addOption(
      viewOption('--sources', {
        uk: 'натомість показати, звідки взято офіційні показники',
        en: 'show where official figures are from instead',
      }),
    )
    .addHelpText('after', examplesOf(['scorecard --territory UA05000000000010236 --from 2025-01-01 --to 2025-12-31']))
    .action((options: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const { chart, csv, json, territory = '' } = options;
        if (chart === true) return printChart(connection, { kind: ChartKind.PROGRESS, scorecard: wantedOf(options) });
        if (csv !== true && !json) await printControl(connection, [territory]);
        return showScorecard(connection, options);
      }),
    );
}

/** How people are shown the scorecard: one of these, and not what programs read. */
function viewOption(flag: string, about: Text): Option {
  const others = ['chart', 'all', 'sources', 'csv', 'json'].filter((name) => flag !== `--${name}`);
  return new Option(flag, say(about)).conflicts(others).default(false);
}

/** Calls only statistics. Shows nothing, and ends with the reason of the signal, when it is aborted meanwhile. */
export async function showScorecard({ statistics }: Connection, options: Options, signal?: AbortSignal): Promise<void> {
  const { csv = false, json, all = false, sources = false } = options;
  const { scorecard, installation } = await statistics.getScorecard(GetScorecardRequest.fromPartial(wantedOf(options)));
  if (scorecard === undefined) throw new Error('the response of statistics has no scorecard');
  signal?.throwIfAborted();
  if (csv) printCsv(CSV_HEADING, csvRows(scorecard));
  else if (json) printJson(Scorecard.toJSON(scorecard));
  else {
    const shows = sources ? 'sources' : all ? 'all' : 'known';
    printPainted(renderScorecard(scorecard, { shows, installation, paint: paintFor(process.stdout) }));
  }
}

function wantedOf({ territory = '', from = '', to = '', knownOn = '' }: Options) {
  return { territoryCode: territory, firstDay: from, lastDay: to, knownOn };
}

const CSV_HEADING = 'territory_code,promise,first_day,last_day,kind,value,low,high,published,publisher'.split(',');

/** A row for each number: counted, at least counted, of a part of the cases, people asked, published, a target, or a forecast. */
export function csvRows({ rows, territoryCode, firstDay, lastDay, countedUntil }: Scorecard) {
  return rows.flatMap(({ id, coveredFrom, coveredTo, ...promise }) => {
    const { official, target, baselines, forecast, sample } = promise;
    const [from, to] = [coveredFrom || firstDay, coveredTo || countedUntil];
    const row = (kind: string, from: string, to: string, ...values: readonly (number | string | undefined)[]) =>
      values[0] === undefined ? [] : [[territoryCode, id, from, to, kind, ...values]];
    const counted = (from: string, to: string, number: Pick<ScorecardRow, 'value' | 'coverage' | 'sample'>) => {
      const completeness = number.coverage?.completeness;
      const kind = completeness !== Completeness.INCOMPLETE ? 'counted' : isSummed(promise) ? 'at_least' : 'partial';
      const known = completeness === Completeness.UNKNOWN ? undefined : number.value;
      return row(kind, from, to, known, number.sample?.low, number.sample?.high);
    };
    const published = (kind: string, figure: OfficialFigure | undefined) =>
      row(
        kind,
        isoDate(figure?.periodStart),
        isoDate(figure?.periodEnd),
        figure?.value,
        '',
        '',
        isoDate(figure?.provenance?.published),
        figure?.series?.publisherEn,
      );
    return [
      ...counted(from, to, promise),
      ...row('people_asked', from, to, sample?.size),
      ...published('official', official),
      ...published('target', target),
      ...baselines.flatMap((each) => [
        ...counted(each.firstDay, each.lastDay, { ...each, value: each.counted }),
        ...published('official', each.official),
      ]),
      ...row('forecast', firstDay, lastDay, forecast?.value, forecast?.low, forecast?.high),
    ];
  });
}
