import { Command, InvalidArgumentError } from 'commander';
import type { AppliedTarget, TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import {
  QueryOnTimeResponse,
  type QueryOnTimeRequest,
  type TargetResult,
} from '@safe-community/contracts/statistics/v1/on_time.ts';
import { kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { printJson, printText } from '../terminal/print.ts';
import { duration } from '../time/show-time.ts';
import { goalOf, GOAL_WORDS, targetWords } from '../wording/targets.ts';

const HELP = `
A target is that of the day of receipt. The share has the interval in which the true share lies with a probability of 95 %.
"Not reached": nobody came or repaired although the minutes have passed; these are in no share.
A promise is one of the hromada itself. "not confirmed": no person has compared the target with its source yet.
Examples: hromada on-time --from 2026-01-01 --to 2026-06-30
          hromada on-time --goal repair --territory UA05020030000031457 --csv`;

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly territory: string;
  readonly goal?: TargetGoal;
  readonly knownOn: string;
  readonly demonstration: boolean;
  readonly json: boolean;
  readonly csv: boolean;
}

/** `hromada on-time` */
export function onTimeCommand(): Command {
  return new Command('on-time')
    .description('compare arrivals and repairs with their dated targets')
    .option('--from <day>', 'first day of receipt: 2026-01-01 (default: 1 January of this year)')
    .option('--to <day>', 'last day of receipt (default: today)')
    .option('--territory <code>', 'an oblast, raion, or hromada (default: the country)', '')
    .option('--goal <word>', `only one: ${GOAL_WORDS.join(', ')}`, goalOption)
    .option('--known-on <day>', 'as known at the end of this day (default: today)', '')
    .option('--demonstration', 'of invented demonstration data', false)
    .option('--json', 'print a QueryOnTimeResponse as JSON', false)
    .option('--csv', 'print CSV', false)
    .addHelpText('after', HELP)
    .action((options: Options, self: Command) =>
      withConnection(self, (connection) => printOnTime(connection, options)),
    );
}

async function printOnTime({ statistics }: Connection, options: Options): Promise<void> {
  const answer = await statistics.queryOnTime(requestOf(options));
  if (options.json) return printJson(QueryOnTimeResponse.toJSON(answer));
  if (options.csv) return printCsv(CSV_HEADING, answer.results.map(csvRow));
  printText(renderTable(COLUMNS, answer.results.map(rowOf)));
}

function requestOf(options: Options): QueryOnTimeRequest {
  const { from, to, territory: territoryCode, goal = 0, knownOn: asKnownOn, demonstration } = options;
  const lastDay = to ?? kyivDay(new Date());
  const firstDay = from ?? `${lastDay.slice(0, 4)}-01-01`;
  return { firstDay, lastDay, territoryCode, goal, asKnownOn, demonstration };
}

const COLUMNS = [
  { heading: 'Goal' },
  { heading: 'Service' },
  { heading: 'Class' },
  { heading: 'Area' },
  { heading: 'Target' },
  { heading: 'Status' },
  { heading: 'Counted', align: 'right' },
  { heading: 'On time (95 % interval)', align: 'right' },
  { heading: 'Not reached', align: 'right' },
  { heading: 'Kept' },
  { heading: 'Median', align: 'right' },
  { heading: '90 %', align: 'right' },
] as const;

/** A target in words; a promise of the hromada is one whatever its status is. */
function wordsOf(target: AppliedTarget) {
  const words = targetWords(target);
  return { ...words, status: target.ownPromise ? 'promise' : words.status };
}

function rowOf({
  target,
  arrivals,
  onTime,
  unreached,
  share,
  kept,
  medianSeconds,
  p90Seconds,
}: TargetResult): string[] {
  if (target === undefined) return [];
  const { targetClass, confirmed } = target;
  const { goal, service, area, status } = wordsOf(target);
  const allowed = target.allowedExceedancePercent;
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const interval = share === undefined ? '' : ` (${percent(share.low)} to ${percent(share.high)})`;
  return [
    goal,
    service,
    targetClass || 'all',
    area,
    `${duration(60 * target.minutes)}${allowed === undefined ? '' : `, ${allowed} % may take longer`}, from ${target.validFrom}`,
    `${status}${confirmed ? '' : ', not confirmed'}`,
    whole(arrivals),
    `${whole(onTime)}${share === undefined ? '' : ` = ${percent(share.value)}`}${interval}`,
    unreached === undefined ? '—' : whole(unreached),
    kept === undefined ? '—' : kept ? 'yes' : 'no',
    ...[medianSeconds, p90Seconds].map((seconds) => (share === undefined ? '—' : duration(seconds))),
  ];
}

const CSV_HEADING = [
  'goal',
  'service',
  'class',
  'area',
  'clock',
  'minutes',
  'allowed_exceedance_percent',
  'valid_from',
  'status',
  'own_promise',
  'confirmed',
  'counted',
  'on_time',
  'share',
  'share_low',
  'share_high',
  'kept',
  'median_seconds',
  'p90_seconds',
  'not_reached',
];

function csvRow({ target, arrivals, onTime, unreached, share, kept, medianSeconds, p90Seconds }: TargetResult) {
  if (target === undefined) return [];
  const { goal, service, area, clock, status } = targetWords(target);
  const { targetClass, minutes, allowedExceedancePercent, validFrom, ownPromise, confirmed } = target;
  const words = [goal, service, targetClass, area, clock, minutes, allowedExceedancePercent, validFrom];
  const times = share === undefined ? [undefined, undefined] : [medianSeconds, p90Seconds];
  const numbers = [arrivals, onTime, share?.value, share?.low, share?.high, kept, ...times, unreached];
  return [...words, status, ownPromise, confirmed, ...numbers];
}

function goalOption(text: string): TargetGoal {
  const found = goalOf(text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${GOAL_WORDS.join(', ')}.`);
  return found;
}
