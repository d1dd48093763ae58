import { type Command } from 'commander';
import type { Coverage } from '@safe-community/contracts/cameras/v1/camera.ts';
import { GetCoverageResponse } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { ComplianceFigures, ComplianceGroup } from '@safe-community/contracts/cameras/v1/compliance.ts';
import {
  GetComplianceResponse,
  ListMissingRequest,
  ListMissingResponse,
} from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { GetCoverageTrendResponse, type DayCoverage } from '@safe-community/contracts/cameras/v1/coverage.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit/plain';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { OBLAST, UNIT, flag, lastDaysOf, oblastCodeOf, uuid } from '../lists/filters.ts';
import { listCommand, optionOf, examplesOf } from '../lists/list.ts';
import { share } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime, lastDays, periodLine } from '../time/show-time.ts';
import { COMPLIANCE_GROUPS, EXCLUSIONS } from '../wording/cameras.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const DAYS = 30;

/** `hromada cameras missing` */
export function missingCommand(): Command {
  return listCommand({
    name: 'missing',
    about: { uk: 'події, на які прибули, без відеозапису', en: 'list attended incidents without a recording' },
    request: ListMissingRequest,
    response: ListMissingResponse,
    read: ({ compliance }, request) => compliance.listMissing(request),
    items: ({ incidents }) => incidents,
    complete: (request) => ({ ...request, ...lastDays(DAYS, request) }),
    filters: {
      ...lastDaysOf(DAYS),
      oblastCode: OBLAST,
      patrolUnitCode: UNIT,
      officerId: uuid('officer', { uk: 'лише цього офіцера', en: 'only of this officer' }),
      includeExcluded: flag('excluded', {
        uk: 'також ті, що запису не потребують, із причиною',
        en: 'also those that need none, with the reason',
      }),
    },
    columns: [
      { uk: 'Прибули (Київ)', en: 'Arrived (Kyiv)', of: ({ arrivedTime }) => arrivedTime },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => CATEGORIES.nameOf(category) },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode, drop: 1 },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId, drop: 4 },
      {
        uk: 'Чому',
        en: 'Why',
        of: ({ exclusion, heldSinceTime }) => {
          const held = kyivTime(heldSinceTime);
          if (exclusion !== 0) return EXCLUSIONS.nameOf(exclusion);
          return say({ uk: `камера в офіцера з ${held}`, en: `camera held since ${held}` });
        },
        drop: 2,
      },
      {
        uk: 'Найближчий запис',
        en: 'Nearest recording',
        of: ({ nearestRecordingTime }) => nearestRecordingTime,
        drop: 3,
      },
      { uk: 'Подія', en: 'Incident', of: ({ incidentId }) => incidentId },
    ],
  });
}

interface ComplianceOptions {
  readonly from: string;
  readonly to: string;
  readonly oblast?: string;
  readonly unit: string;
  readonly officer: string;
  readonly by?: ComplianceGroup;
  readonly json: boolean;
}

/** `hromada cameras compliance` */
export function complianceCommand(): Command {
  const { firstDay, lastDay } = lastDaysOf(DAYS);
  return new SpokenCommand('compliance')
    .about({
      uk: 'які події, на які прибули, записано, і що сталося із записами',
      en: 'show which attended incidents were recorded, and what became of recordings',
    })
    .addOption(optionOf(firstDay).default(''))
    .addOption(optionOf(lastDay).default(''))
    .addOption(optionOf(OBLAST))
    .addOption(optionOf(UNIT).default(''))
    .takes('--officer <uuid>', '', { uk: 'лише цього офіцера', en: 'only of this officer' })
    .chooses('--by <word>', COMPLIANCE_GROUPS, { uk: 'рядок на кожне з', en: 'a row for each' })
    .addOption(jsonOption('GetComplianceResponse'))
    .addHelpText('after', examplesOf(['cameras compliance --oblast Вінницька --by officer']))
    .action((options: ComplianceOptions, command: Command) =>
      withConnection(command, (connection) => showCompliance(connection, options)),
    );
}

async function showCompliance({ compliance }: Connection, options: ComplianceOptions): Promise<void> {
  const { from, to, oblast, unit: patrolUnitCode, officer: officerId, by: groupBy = 0, json } = options;
  const oblastCode = await oblastCodeOf(oblast);
  const period = lastDays(DAYS, { firstDay: from, lastDay: to });
  const answer = await compliance.getCompliance({ ...period, oblastCode, patrolUnitCode, officerId, groupBy });
  if (json) return printJson(GetComplianceResponse.toJSON(answer));
  print(periodLine(period));
  const rows = answer.rows.map(({ figures, ...of }) => ({ of: nameOf(of), figures }));
  printText(renderRows(COMPLIANCE, [...rows, { of: say(ALL), figures: answer.total }]));
  const excluded = answer.total?.excluded ?? [];
  if (excluded.length === 0) return;
  const parts = excluded.map(({ exclusion, incidents }) => `${incidents} ${EXCLUSIONS.nameOf(exclusion)}`).join(', ');
  print({ uk: `Не враховано: ${parts}`, en: `Excluded: ${parts}` });
}

const ALL = { uk: 'Усього', en: 'All' };

interface Group {
  readonly day: string;
  readonly officerId: string;
  readonly patrolUnitCode: string;
  readonly oblastCode: string;
}

function nameOf({ day: of, officerId, patrolUnitCode, oblastCode }: Group): string {
  const parts = [of, officerId, patrolUnitCode || oblastCode].filter((part) => part !== '');
  return parts.join(' ') || say({ uk: 'невідомо', en: 'unknown' });
}

interface Complied {
  readonly of: string;
  readonly figures: ComplianceFigures | undefined;
}

const COMPLIANCE: readonly Column<Complied>[] = [
  { uk: 'За', en: 'Of', of: ({ of }) => of },
  { uk: 'Прибули', en: 'Attended', of: ({ figures }) => figures?.attended, drop: 5 },
  { uk: 'Враховано', en: 'Counted', of: ({ figures }) => figures?.counted },
  { uk: 'Записано', en: 'Recorded', of: ({ figures }) => figures?.activated },
  {
    uk: 'Частка',
    en: 'Activation',
    of: ({ figures }) => shareOf(figures?.activated, figures?.counted),
    align: 'right',
  },
  { uk: 'Записів', en: 'Recordings', of: ({ figures }) => figures?.recordings, drop: 4 },
  {
    uk: 'З категорією',
    en: 'Categorised',
    of: ({ figures }) => shareOf(figures?.categorised, figures?.recordings),
    align: 'right',
    drop: 3,
  },
  {
    uk: 'Пов’язано',
    en: 'Linked',
    of: ({ figures }) => shareOf(figures?.linked, figures?.recordings),
    align: 'right',
    drop: 3,
  },
  {
    uk: 'Скарг із записом',
    en: 'Complaints with',
    of: ({ figures }) => figures?.complaintsWithFootage?.decided ?? 0n,
    drop: 2,
  },
  { uk: 'Без запису', en: 'Without', of: ({ figures }) => figures?.complaintsWithoutFootage?.decided ?? 0n, drop: 1 },
];

function shareOf(part = 0n, whole = 0n): string {
  return share(Number(part), Number(whole));
}

const TREND_DAYS = 30;

interface CoverageOptions {
  readonly asOf: string;
  readonly oblast?: string;
  readonly trend: boolean;
  readonly json: boolean;
}

/** `hromada cameras coverage` */
export function coverageCommand(): Command {
  return new SpokenCommand('coverage')
    .about({
      uk: 'скільки офіцерів за списком мають справну камеру, за підрозділами',
      en: 'show how many officers on strength have a working camera, by unit',
    })
    .takes('--as-of <day>', '', { uk: 'на кінець цього дня: 2026-01-31', en: 'at the end of this day: 2026-01-31' })
    .addOption(optionOf(OBLAST))
    .takes('--trend', {
      uk: `${TREND_DAYS} днів до того дня замість підрозділів`,
      en: `the ${TREND_DAYS} days up to that day instead of the units`,
    })
    .takes('--json', {
      uk: 'друкувати повідомлення GetCoverageResponse або GetCoverageTrendResponse як JSON',
      en: 'print the message GetCoverageResponse or GetCoverageTrendResponse as JSON',
    })
    .addHelpText('after', examplesOf(['cameras coverage --oblast Вінницька --as-of 2026-06-30']))
    .action((options: CoverageOptions, command: Command) =>
      withConnection(command, (connection) =>
        options.trend ? showTrend(connection, options) : showCoverage(connection, options),
      ),
    );
}

async function showCoverage({ cameras }: Connection, options: CoverageOptions): Promise<void> {
  const { asOf, json } = options;
  const answer = await cameras.getCoverage({ oblastCode: await oblastCodeOf(options.oblast), asOf });
  if (json) return printJson(GetCoverageResponse.toJSON(answer));
  const { total, units, unitsWithoutRecord } = answer;
  if (total === undefined) {
    return print({
      uk: `Про цей день нічого не відомо: жоден підрозділ не має запису (підрозділів сьогодні: ${unitsWithoutRecord}).`,
      en: `Nothing is known of that day: no unit has a record (${unitsWithoutRecord} units today).`,
    });
  }
  const all = { patrolUnitCode: say(ALL), coverage: total, inStock: undefined, inRepair: undefined };
  printText(renderRows(UNITS, [...units, all]));
  if (unitsWithoutRecord === 0) return;
  print({
    uk: `Не враховано підрозділів без запису за цей день: ${unitsWithoutRecord}.`,
    en: `Not counted: ${unitsWithoutRecord} units without a record of that day.`,
  });
}

interface Covered {
  readonly coverage?: Coverage | undefined;
}

const COVERAGE: readonly Column<Covered>[] = [
  { uk: 'Офіцерів', en: 'Officers', of: ({ coverage }) => coverage?.strength ?? 0 },
  { uk: 'З камерою', en: 'With a camera', of: ({ coverage }) => coverage?.equipped ?? 0 },
  {
    uk: 'Частка',
    en: 'Share',
    of: ({ coverage }) => share(coverage?.equipped ?? 0, coverage?.strength ?? 0),
    align: 'right',
  },
  { uk: 'Бракує', en: 'Missing', of: ({ coverage }) => (coverage?.strength ?? 0) - (coverage?.equipped ?? 0) },
];

interface CoveredUnit extends Covered {
  readonly patrolUnitCode: string;
  readonly inStock: number | undefined;
  readonly inRepair: number | undefined;
}

const UNITS: readonly Column<CoveredUnit>[] = [
  { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode },
  ...COVERAGE,
  { uk: 'На складі', en: 'In stock', of: ({ inStock }) => inStock },
  { uk: 'У ремонті', en: 'In repair', of: ({ inRepair }) => inRepair },
];

async function showTrend({ cameras }: Connection, options: CoverageOptions): Promise<void> {
  const lastDay = options.asOf === '' ? kyivDay(new Date()) : options.asOf;
  const firstDay = addDays(lastDay, 1 - TREND_DAYS);
  const filter = { oblastCode: await oblastCodeOf(options.oblast), patrolUnitCode: '' };
  const answer = await cameras.getCoverageTrend({ ...filter, firstDay, lastDay });
  if (options.json) return printJson(GetCoverageTrendResponse.toJSON(answer));
  if (answer.days.length === 0) {
    return print({
      uk: 'Про ці дні нічого не відомо: жоден підрозділ не має запису.',
      en: 'Nothing is known of these days: no unit has a record.',
    });
  }
  printText(renderRows(TREND, answer.days));
}

const TREND: readonly Column<DayCoverage>[] = [
  { uk: 'День', en: 'Day', of: ({ day: of }) => of },
  ...COVERAGE,
  { uk: 'На складі', en: 'In stock', of: ({ inStock }) => inStock },
  { uk: 'Підрозділів без запису', en: 'Units unknown', of: ({ unitsWithoutRecord }) => unitsWithoutRecord },
];
