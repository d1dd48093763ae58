import { type Command } from 'commander';
import { TargetGoal, type AppliedTarget } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { Completeness, type Coverage } from '@safe-community/contracts/statistics/v1/coverage.ts';
import {
  QueryOnTimeResponse,
  QueryOnTimeRequest,
  type TargetResult,
} from '@safe-community/contracts/statistics/v1/on_time.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { printControl } from '../places/print-control.ts';
import { coveredText } from '../scorecard/row.ts';
import { decimal, whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { printCsv } from '../terminal/print-csv.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration, thisYear } from '../time/show-time.ts';
import { GOALS, NOT_CONFIRMED, targetNames, targetWords } from '../wording/targets.ts';
import { words } from '../wording/words.ts';
import { mayExceed } from './targets.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Норматив – той, що діяв у день отримання. Частка має інтервал, у якому справжня частка лежить з імовірністю 95 %.
«Не прибули»: ніхто не прибув або не відремонтував, хоча час минув; у частках таких немає.
Обіцянка – власна обіцянка громади. «Не звірено»: ніхто ще не звірив норматив із джерелом.
Приклади: hromada on-time --from 2026-01-01 --to 2026-06-30
          hromada on-time --goal repair --territory UA05020030000031457 --csv`,
  en: `
A target is that of the day of receipt. The share has the interval in which the true share lies with a probability of 95 %.
"Not reached": nobody came or repaired although the minutes have passed; these are in no share.
A promise is one of the hromada itself. "not confirmed": no person has compared the target with its source yet.
Examples: hromada on-time --from 2026-01-01 --to 2026-06-30
          hromada on-time --goal repair --territory UA05020030000031457 --csv`,
};

interface Options {
  readonly from: string;
  readonly to: string;
  readonly territory: string;
  readonly goal?: TargetGoal;
  readonly knownOn: string;
  readonly json: boolean;
  readonly csv: boolean;
}

/** `hromada on-time` */
export function onTimeCommand(): Command {
  return new SpokenCommand('on-time')
    .takes('--from <day>', '', {
      uk: 'перший день отримання: 2026-01-01 (типово: 1 січня цього року)',
      en: 'first day of receipt: 2026-01-01 (default: 1 January of this year)',
    })
    .takes('--to <day>', '', {
      uk: 'останній день отримання (типово: сьогодні)',
      en: 'last day of receipt (default: today)',
    })
    .takes('--territory <code>', '', {
      uk: 'область, район або громада (типово: країна)',
      en: 'an oblast, raion, or hromada (default: the country)',
    })
    .chooses('--goal <word>', GOALS, { uk: 'лише ця мета', en: 'only this goal' })
    .takes('--known-on <day>', '', {
      uk: 'відоме на кінець цього дня (типово: сьогодні)',
      en: 'as known at the end of this day (default: today)',
    })
    .takes('--json', { uk: 'друкувати QueryOnTimeResponse як JSON', en: 'print a QueryOnTimeResponse as JSON' })
    .takes('--csv', { uk: 'друкувати CSV', en: 'print CSV' })
    .explains(HELP)
    .action((options: Options, self: Command) =>
      withConnection(self, (connection) => printOnTime(connection, options)),
    );
}

async function printOnTime(connection: Connection, options: Options): Promise<void> {
  const answer = await connection.statistics.queryOnTime(requestOf(options));
  if (options.json) return printJson(QueryOnTimeResponse.toJSON(answer));
  if (options.csv)
    return printCsv(
      CSV_HEADING,
      answer.results.map((result) => csvRow(result, answer)),
    );
  await printControl(connection, [options.territory]);
  printText(renderRows(COLUMNS, answer.results));
  const { arrivalsCoverage, repairsCoverage } = answer;
  if (arrivalsCoverage !== undefined)
    print(`${say({ uk: 'Прибуття', en: 'Arrivals' })}: ${coverageText(arrivalsCoverage)}.`);
  if (repairsCoverage !== undefined)
    print(`${say({ uk: 'Ремонти', en: 'Repairs' })}: ${coverageText(repairsCoverage)}.`);
}

const COMPLETENESSES = words([
  [Completeness.COMPLETE, 'complete', 'дані про все населення', 'reported for the whole population'],
  [Completeness.INCOMPLETE, 'incomplete', 'повідомляють не всі', 'not everybody reports them'],
  [Completeness.UNKNOWN, 'unknown', 'про це ще ніхто не повідомляє', 'nobody reports them yet'],
]);

function coverageText(coverage: Coverage): string {
  const { completeness } = coverage;
  return completeness === Completeness.INCOMPLETE ? coveredText(coverage) : COMPLETENESSES.nameOf(completeness);
}

function requestOf({ from, to, territory: territoryCode, goal, knownOn: asKnownOn }: Options): QueryOnTimeRequest {
  const period = thisYear({ firstDay: from, lastDay: to });
  return { ...QueryOnTimeRequest.fromJSON({}), ...period, territoryCode, goal: goal ?? 0, asKnownOn };
}

const COLUMNS: readonly Column<TargetResult>[] = [
  { uk: 'Мета', en: 'Goal', of: ({ target }) => target && targetNames(target).goal },
  { uk: 'Служба', en: 'Service', of: ({ target }) => target && targetNames(target).service },
  { uk: 'Клас', en: 'Class', of: ({ target }) => target?.targetClass || say({ uk: 'усі', en: 'all' }) },
  { uk: 'Місцевість', en: 'Area', of: ({ target }) => target && targetNames(target).area, drop: 5 },
  { uk: 'Норматив', en: 'Target', of: ({ target }) => target && wordsOf(target) },
  { uk: 'Статус', en: 'Status', of: ({ target }) => target && statusOf(target), drop: 4 },
  { uk: 'Враховано', en: 'Counted', of: ({ arrivals }) => arrivals },
  { uk: 'Вчасно (інтервал 95 %)', en: 'On time (95 % interval)', of: onTimeOf, align: 'right' },
  { uk: 'Не прибули', en: 'Not reached', of: ({ unreached }) => unreached, drop: 3 },
  { uk: 'Дотримано', en: 'Kept', of: ({ kept }) => kept },
  {
    uk: 'Медіана',
    en: 'Median',
    of: ({ medianSeconds: seconds }) => (seconds === undefined ? undefined : duration(seconds)),
    align: 'right',
    drop: 1,
  },
  {
    uk: '90 %',
    en: '90 %',
    of: ({ p90Seconds: seconds }) => (seconds === undefined ? undefined : duration(seconds)),
    align: 'right',
    drop: 2,
  },
];

function wordsOf({ minutes, allowedExceedancePercent: allowed, validFrom }: AppliedTarget): string {
  const from = say({ uk: `з ${validFrom}`, en: `from ${validFrom}` });
  return `${duration(60 * minutes)}${mayExceed(allowed)}, ${from}`;
}

/** A promise of the hromada is one whatever its status is. */
function statusOf(target: AppliedTarget): string {
  const status = target.ownPromise ? say({ uk: 'обіцянка', en: 'promise' }) : targetNames(target).status;
  return `${status}${target.confirmed ? '' : `, ${say(NOT_CONFIRMED)}`}`;
}

function onTimeOf({ onTime, share }: TargetResult): string {
  if (share === undefined) return whole(onTime);
  const [value, low, high] = [share.value, share.low, share.high].map((part) => `${decimal(100 * part)} %`);
  return `${whole(onTime)} = ${value} (${low} – ${high})`;
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
  'completeness',
  'covered_percent',
];

function csvRow(
  { target, arrivals, onTime, unreached, share, kept, medianSeconds, p90Seconds }: TargetResult,
  { arrivalsCoverage, repairsCoverage }: QueryOnTimeResponse,
) {
  if (target === undefined) return [];
  const coverage = target.goal === TargetGoal.REPAIR ? repairsCoverage : arrivalsCoverage;
  const { goal, service, area, clock, status } = targetWords(target);
  const { targetClass, minutes, allowedExceedancePercent, validFrom, ownPromise, confirmed } = target;
  const words = [goal, service, targetClass, area, clock, minutes, allowedExceedancePercent, validFrom];
  const numbers = [arrivals, onTime, share?.value, share?.low, share?.high, kept, medianSeconds, p90Seconds, unreached];
  const completeness = coverage && COMPLETENESSES.wordOf(coverage.completeness);
  return [...words, status, ownPromise, confirmed, ...numbers, completeness, coverage?.coveredPercent];
}
