import { Command, Option } from 'commander';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  HiddenReason,
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure,
  type SensitiveFigure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import {
  ListSensitiveFiguresResponse,
  type ListSensitiveFiguresRequest,
} from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

const HELP = `
Nothing is counted for a query: everybody sees the same figures, which are released together. A hidden figure has a reason
instead of a value; 0 is hidden as well (docs/disclosure-control.md). Kinds of school cases are released by year, of the
country and of oblasts.
Examples: hromada released incidents --category domestic-violence --by month --from 2026-01-01 --to 2026-12-31
          hromada released visits-done --category domestic-violence --by quarter --level oblast --from 2026-01-01 --to 2026-12-31`;

interface Options extends PageOptions {
  readonly category: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly territory: string;
  readonly level?: string;
  readonly knownOn: string;
  readonly demonstration: boolean;
}

/** `hromada released` */
export function releasedCommand(): Command {
  const command = new Command('released')
    .description('show the released figures of domestic violence and school safety')
    .argument('<measure>', wordsOf(MEASURES).join(', '))
    .addOption(choice('--category <word>', 'of this category', CATEGORIES).makeOptionMandatory())
    .addOption(choice('--by <period>', 'length of the periods', PERIODS).makeOptionMandatory())
    .requiredOption('--from <day>', 'periods that begin on this day or later: 2026-01-01')
    .requiredOption('--to <day>', 'periods that begin on this day or earlier')
    .option('--territory <code>', 'KATOTTG code of an oblast or a hromada (default: the country)', '')
    .addOption(choice('--level <level>', 'all territories of this level in it', LEVELS))
    .option('--known-on <day>', 'as released by the end of this day', '')
    .option('--demonstration', 'those of invented incidents', false)
    .addHelpText('after', HELP);
  return withPageOptions(command, 'ListSensitiveFiguresResponse').action(
    (measure: string, options: Options, self: Command) => {
      const known = MEASURES.get(measure);
      if (known === undefined) self.error(`error: the measure must be one of ${wordsOf(MEASURES).join(', ')}`);
      return withConnection(self, async ({ sensitiveFigures }) => {
        const answer = await sensitiveFigures.listSensitiveFigures(requestOf(known, options));
        printPage(answer, ListSensitiveFiguresResponse, options, COLUMNS, answer.figures.map(rowOf));
      });
    },
  );
}

function requestOf(
  measure: SensitiveMeasure,
  { category, by, from, to, territory, level = '', knownOn, demonstration, pageSize, pageToken }: Options,
): ListSensitiveFiguresRequest {
  return {
    category: CATEGORIES.get(category) ?? 0,
    measure,
    period: PERIODS.get(by) ?? 0,
    from,
    to,
    territoryCode: territory,
    level: LEVELS.get(level) ?? 0,
    asKnownOn: knownOn,
    demonstration,
    pageSize,
    pageToken,
  };
}

const COLUMNS = [
  { heading: 'Territory' },
  { heading: 'From' },
  { heading: 'Value', align: 'right' },
  { heading: 'Released' },
  { heading: 'Revised' },
] as const;

const HIDDEN: Readonly<Record<number, string>> = {
  [HiddenReason.DISCLOSURE_CONTROL]: 'hidden: too few, another number would follow, or never released so finely',
  [HiddenReason.NOT_RELEASED]: 'not released yet',
};

/** A figure that is hidden has no number, not even 0. */
export function rowOf({ territoryCode, periodStart, value, hidden, releasedOn, revisedOn }: SensitiveFigure): string[] {
  const text = value === undefined ? (HIDDEN[hidden] ?? 'hidden') : String(value);
  return [territoryCode || 'UA', periodStart, text, releasedOn || '—', revisedOn || '—'];
}

function choice(flags: string, description: string, words: ReadonlyMap<string, number>): Option {
  return new Option(flags, description).choices(wordsOf(words));
}

function wordsOf(words: ReadonlyMap<string, number>): string[] {
  return [...words.keys()];
}

const CATEGORIES = new Map([
  ['domestic-violence', IncidentCategory.DOMESTIC_VIOLENCE],
  ['school-safety', IncidentCategory.SCHOOL_SAFETY],
]);
const MEASURES = new Map([
  ['incidents', SensitiveMeasure.INCIDENTS],
  ['killed', SensitiveMeasure.KILLED],
  ['injured', SensitiveMeasure.INJURED],
  ['prohibition-orders', SensitiveMeasure.PROHIBITION_ORDERS],
  ['restraining-orders', SensitiveMeasure.RESTRAINING_ORDERS],
  ['order-breaches', SensitiveMeasure.ORDER_BREACHES],
  ['victim-referrals', SensitiveMeasure.VICTIM_REFERRALS],
  ['visits-overdue', SensitiveMeasure.VISITS_OVERDUE],
  ['visits-done', SensitiveMeasure.VISITS_DONE],
  ['school-bullying', SensitiveMeasure.SCHOOL_BULLYING],
  ['school-drugs', SensitiveMeasure.SCHOOL_DRUGS],
  ['school-crime', SensitiveMeasure.SCHOOL_CRIME],
  ['school-matter-unknown', SensitiveMeasure.SCHOOL_MATTER_UNKNOWN],
]);
const PERIODS = new Map([
  ['day', ReleasePeriod.DAY],
  ['month', ReleasePeriod.MONTH],
  ['quarter', ReleasePeriod.QUARTER],
  ['year', ReleasePeriod.YEAR],
]);
const LEVELS = new Map([
  ['oblast', ReleaseLevel.OBLAST],
  ['hromada', ReleaseLevel.HROMADA],
]);
