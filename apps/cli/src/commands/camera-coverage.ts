import { Command } from 'commander';
import type { Coverage } from '@safe-community/contracts/cameras/v1/camera.ts';
import { GetCoverageResponse, type UnitCoverage } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { GetCoverageTrendResponse, type DayCoverage } from '@safe-community/contracts/cameras/v1/coverage.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { share, whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';

const TREND_DAYS = 30;

interface CoverageOptions {
  readonly asOf: string;
  readonly oblast?: string;
  readonly trend: boolean;
  readonly json: boolean;
}

/** `hromada cameras coverage` */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('show how many officers on strength have a working camera, by unit')
    .option('--as-of <day>', 'at the end of this day: 2026-01-31', '')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--trend', `the ${TREND_DAYS} days up to that day instead of the units`, false)
    .option('--json', 'print the message GetCoverageResponse or GetCoverageTrendResponse as JSON', false)
    .addHelpText('after', '\nExample: hromada cameras coverage --oblast Вінницька --as-of 2026-06-30')
    .action((options: CoverageOptions, command: Command) =>
      withConnection(command, (connection) =>
        options.trend ? showTrend(connection, options) : showCoverage(connection, options),
      ),
    );
}

function oblastCodeOf({ oblast }: CoverageOptions): string {
  return oblast === undefined ? '' : findOblastByText(oblast).code;
}

async function showCoverage({ cameras }: Connection, options: CoverageOptions): Promise<void> {
  const { asOf, json } = options;
  const answer = await cameras.getCoverage({ oblastCode: oblastCodeOf(options), asOf });
  if (json) return printJson(GetCoverageResponse.toJSON(answer));
  const { total, units, unitsWithoutRecord } = answer;
  if (total === undefined) {
    return print(`Nothing is known of that day: no unit has a record (${unitsWithoutRecord} units today).`);
  }
  printText(renderTable(UNITS, [...units.map(unitRow), ['All', ...cellsOf(total), '', '']]));
  if (unitsWithoutRecord > 0) print(`Not counted: ${unitsWithoutRecord} units without a record of that day.`);
}

const COVERAGE = [
  { heading: 'Officers', align: 'right' },
  { heading: 'With a camera', align: 'right' },
  { heading: 'Share', align: 'right' },
  { heading: 'Missing', align: 'right' },
] as const;
const UNITS = [
  { heading: 'Unit' },
  ...COVERAGE,
  { heading: 'In stock', align: 'right' },
  { heading: 'In repair', align: 'right' },
] as const;

function unitRow({ patrolUnitCode, coverage, inStock, inRepair, demonstration }: UnitCoverage): string[] {
  return [`${patrolUnitCode}${demonstration ? ' *' : ''}`, ...cellsOf(coverage), whole(inStock), whole(inRepair)];
}

function cellsOf({ strength, equipped }: Coverage = { strength: 0, equipped: 0 }): string[] {
  return [whole(strength), whole(equipped), share(equipped, strength), whole(strength - equipped)];
}

async function showTrend({ cameras }: Connection, options: CoverageOptions): Promise<void> {
  const lastDay = options.asOf === '' ? kyivDay(new Date()) : options.asOf;
  const firstDay = addDays(lastDay, 1 - TREND_DAYS);
  const filter = { oblastCode: oblastCodeOf(options), patrolUnitCode: '' };
  const answer = await cameras.getCoverageTrend({ ...filter, firstDay, lastDay });
  if (options.json) return printJson(GetCoverageTrendResponse.toJSON(answer));
  if (answer.days.length === 0) return print('Nothing is known of these days: no unit has a record.');
  printText(renderTable(DAYS, answer.days.map(dayRow)));
}

const DAYS = [
  { heading: 'Day' },
  ...COVERAGE,
  { heading: 'In stock', align: 'right' },
  { heading: 'Units unknown', align: 'right' },
] as const;

function dayRow({ day, coverage, inStock, unitsWithoutRecord }: DayCoverage): string[] {
  return [day, ...cellsOf(coverage), whole(inStock), whole(unitsWithoutRecord)];
}
