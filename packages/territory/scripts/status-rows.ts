import { findHromada } from '../src/hromadas.ts';
import type { ControlStatus } from '../src/statuses.ts';

/** The columns of the source that are read, all cells as text. */
export interface WarStatusRow {
  readonly hromada_code: string;
  readonly war_zone_27_04_2022: string;
  readonly war_zone_20_06_2022: string;
  readonly war_zone_23_08_2022: string;
  readonly war_zone_10_10_2022: string;
  readonly Status_war_sept_ext: string;
  readonly deoccupation_date: string;
}

const HEADER = `# Hromadas that were occupied, freed, or in the war zone in 2022, as the source knew by each date: a change may have come
# earlier, never later. Facts from: KSE Loc Data Hub (MIT). It ends in November 2022.
# Made by scripts/build-statuses.ts, see README.md. Columns: hromada code, status from then on, date
`;

/** The dates of the columns that say whether a hromada was in the war zone. */
const WAR_ZONE_DATES = {
  war_zone_27_04_2022: '2022-04-27',
  war_zone_20_06_2022: '2022-06-20',
  war_zone_23_08_2022: '2022-08-23',
  war_zone_10_10_2022: '2022-10-10',
} as const;
/** The last days of the periods in which hromadas were freed. */
const FREED_BY: Readonly<Record<string, string>> = {
  'March-April': '2022-04-30',
  'September-October': '2022-10-31',
  November: '2022-11-30',
};
/** The source's status of September 2022. */
const SEPTEMBER = '2022-09-30';
const STATUSES = ['not occupied', 'not occupied, in the war zone', 'occupied', 'deoccupied_Mar_Apr', 'deoccupied_Sept'];

/** All rules that a row breaks; empty if it is valid. */
export function statusProblems(row: WarStatusRow): string[] {
  const rules: [boolean, string][] = [
    [findHromada(row.hromada_code) !== undefined, 'is no hromada of the table'],
    [STATUSES.includes(row.Status_war_sept_ext), `unknown status "${row.Status_war_sept_ext}"`],
    [
      row.deoccupation_date === '0' || row.deoccupation_date in FREED_BY,
      `unknown deoccupation date "${row.deoccupation_date}"`,
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, problem]) => problem);
}

/** The text of data/statuses-2022.tsv, independent of the order of the rows. */
export function renderStatuses(rows: readonly WarStatusRow[]): string {
  const lines = rows.flatMap((row) =>
    changesOf(row).map(([status, date]) => [row.hromada_code, status, date].join('\t')),
  );
  return `${HEADER}${lines.toSorted().join('\n')}\n`;
}

function changesOf(row: WarStatusRow): [ControlStatus, string][] {
  const freedBy = FREED_BY[row.deoccupation_date];
  const changes: [ControlStatus, string][] = [];
  if (row.Status_war_sept_ext === 'occupied') changes.push(['occupied', SEPTEMBER]);
  if (freedBy !== undefined) changes.push(['liberated', freedBy]);
  if (row.Status_war_sept_ext === 'not occupied, in the war zone') changes.push(['frontline', firstInWarZone(row)]);
  return changes;
}

function firstInWarZone(row: WarStatusRow): string {
  const first = Object.entries(WAR_ZONE_DATES).find(([column]) => row[column as keyof typeof WAR_ZONE_DATES] === '1');
  return first?.[1] ?? SEPTEMBER;
}
