import { Command, InvalidArgumentError } from 'commander';
import {
  ComplianceGroup as Group,
  type ComplianceFigures,
  type ComplianceRow,
  type MissingFootage,
} from '@safe-community/contracts/cameras/v1/compliance.ts';
import { GetComplianceResponse, ListMissingResponse } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfExclusion } from '../wording/cameras.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

const DAYS = 30;

interface Period {
  readonly from?: string;
  readonly to?: string;
  readonly oblast?: string;
  readonly unit: string;
  readonly officer: string;
}

function withPeriod(command: Command): Command {
  return command
    .option('--from <day>', `first day: 2026-01-01 (default: ${DAYS} days before the last)`)
    .option('--to <day>', 'last day (default: today)')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--unit <code>', 'only of this patrol unit', '')
    .option('--officer <uuid>', 'only of this officer', '');
}

function periodOf({ from, to, oblast, unit: patrolUnitCode, officer: officerId }: Period) {
  const lastDay = to ?? kyivDay(new Date());
  const firstDay = from ?? addDays(lastDay, -DAYS);
  const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
  return { firstDay, lastDay, oblastCode, patrolUnitCode, officerId };
}

const GROUPS: Readonly<Record<string, Group>> = {
  unit: Group.UNIT,
  oblast: Group.OBLAST,
  officer: Group.OFFICER,
  day: Group.DAY,
};

function groupOption(word: string): Group {
  const group = GROUPS[word];
  if (group === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(GROUPS).join(', ')}.`);
  return group;
}

interface ComplianceOptions extends Period {
  readonly by?: Group;
  readonly json: boolean;
}

/** `hromada cameras compliance` */
export function complianceCommand(): Command {
  return withPeriod(
    new Command('compliance').description('show which attended incidents were recorded, and what became of recordings'),
  )
    .option('--by <word>', `a row for each: ${Object.keys(GROUPS).join(', ')}`, groupOption)
    .option('--json', 'print the message GetComplianceResponse as JSON', false)
    .addHelpText('after', '\nExample: hromada cameras compliance --oblast Вінницька --by officer')
    .action((options: ComplianceOptions, command: Command) =>
      withConnection(command, (connection) => showCompliance(connection, options)),
    );
}

async function showCompliance({ compliance }: Connection, options: ComplianceOptions): Promise<void> {
  const { by: groupBy = Group.UNSPECIFIED, json } = options;
  const period = periodOf(options);
  const answer = await compliance.getCompliance({ ...period, groupBy });
  if (json) return printJson(GetComplianceResponse.toJSON(answer));
  print(`From ${period.firstDay} to ${period.lastDay}`);
  printText(renderTable(COLUMNS, [...answer.rows.map(rowOf), ['All', ...cellsOf(answer.total)]]));
  const excluded = answer.total?.excluded ?? [];
  if (excluded.length === 0) return;
  print(
    `Excluded: ${excluded.map(({ exclusion, incidents }) => `${incidents} ${nameOfExclusion(exclusion)}`).join(', ')}`,
  );
}

const COLUMNS = [
  { heading: 'Of' },
  { heading: 'Attended', align: 'right' },
  { heading: 'Counted', align: 'right' },
  { heading: 'Recorded', align: 'right' },
  { heading: 'Activation', align: 'right' },
  { heading: 'Recordings', align: 'right' },
  { heading: 'Categorised', align: 'right' },
  { heading: 'Linked', align: 'right' },
  { heading: 'Complaints with', align: 'right' },
  { heading: 'Without', align: 'right' },
] as const;

function rowOf({ patrolUnitCode, oblastCode, officerId, day, figures }: ComplianceRow): string[] {
  const parts = [day, officerId, patrolUnitCode || oblastCode].filter((part) => part !== '');
  return [parts.length === 0 ? 'unknown' : parts.join(' '), ...cellsOf(figures)];
}

function cellsOf(figures: ComplianceFigures | undefined): string[] {
  if (figures === undefined) throw new Error('the response of camera-rollout has no figures');
  const { attended, counted, activated, recordings, categorised, linked } = figures;
  return [
    `${attended}`,
    `${counted}`,
    `${activated}`,
    share(activated, counted),
    `${recordings}`,
    share(categorised, recordings),
    share(linked, recordings),
    `${figures.complaintsWithFootage?.decided ?? 0n}`,
    `${figures.complaintsWithoutFootage?.decided ?? 0n}`,
  ];
}

function share(part: bigint, whole: bigint): string {
  return whole === 0n ? '—' : `${((100 * Number(part)) / Number(whole)).toFixed(1)} %`;
}

interface MissingOptions extends PageOptions, Period {
  readonly excluded: boolean;
}

/** `hromada cameras missing` */
export function missingCommand(): Command {
  return withPageOptions(
    withPeriod(new Command('missing').description('list attended incidents without a recording')).option(
      '--excluded',
      'also those that need none, with the reason',
      false,
    ),
    'ListMissingResponse',
  ).action((options: MissingOptions, command: Command) =>
    withConnection(command, async ({ compliance }) => {
      const { excluded: includeExcluded, pageSize, pageToken } = options;
      const answer = await compliance.listMissing({ ...periodOf(options), includeExcluded, pageSize, pageToken });
      printPage(answer, ListMissingResponse, options, MISSING, answer.incidents.map(missingRow));
    }),
  );
}

const MISSING = [
  { heading: 'Arrived (Kyiv)' },
  { heading: 'Category' },
  { heading: 'Unit' },
  { heading: 'Officer' },
  { heading: 'Why' },
  { heading: 'Nearest recording' },
  { heading: 'Incident' },
] as const;

function missingRow(incident: MissingFootage): string[] {
  const { arrivedTime, category, patrolUnitCode, officerId, exclusion, nearestRecordingTime, incidentId } = incident;
  return [
    `${kyivTime(arrivedTime)}${incident.demonstration ? ' *' : ''}`,
    nameOfCategory(category).en,
    patrolUnitCode || '—',
    officerId || '—',
    exclusion === 0 ? `camera held since ${kyivTime(incident.heldSinceTime)}` : nameOfExclusion(exclusion),
    nearestRecordingTime === undefined ? '—' : kyivTime(nearestRecordingTime),
    incidentId,
  ];
}
