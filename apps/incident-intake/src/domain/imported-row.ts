import { checkReport, type PlaceFacts, type Report } from './report.ts';
import { unless, type Violation } from './violation.ts';

/** A row of another system's export. */
export interface ImportedRow {
  readonly externalId: string;
  readonly report: Report;
  readonly receivedAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
}

const LONGEST_RESPONSE_MS = 30 * 24 * 3_600_000;
const EARLIEST = Date.UTC(1991, 0, 1);
const CLOCK_SKEW_MS = 60_000;

/** All rules that a row breaks; none when it can be taken. */
export function checkImportedRow(row: ImportedRow, places: PlaceFacts, now: Date): Violation[] {
  return [
    ...unless(
      /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(row.externalId),
      'external_id',
      'must be 1 to 100 printable ASCII characters',
    ),
    ...checkReceived(row.receivedAt, now),
    ...checkOnScene(row, now),
    ...checkReport(row.report, places, now),
  ];
}

function checkReceived(receivedAt: Date | undefined, now: Date): Violation[] {
  const time = receivedAt?.getTime() ?? Number.NaN;
  return unless(
    time >= EARLIEST && time <= now.getTime() + CLOCK_SKEW_MS,
    'received_time',
    'must be a time from 1991 on that is not in the future',
  );
}

function checkOnScene({ receivedAt, onSceneAt }: ImportedRow, now: Date): Violation[] {
  if (onSceneAt === undefined) return [];
  const response = onSceneAt.getTime() - (receivedAt?.getTime() ?? Number.NaN);
  return [
    ...unless(
      response >= 0 && response <= LONGEST_RESPONSE_MS,
      'on_scene_time',
      'must be from received_time to 30 days after',
    ),
    ...unless(!(onSceneAt.getTime() > now.getTime() + CLOCK_SKEW_MS), 'on_scene_time', 'must not be in the future'),
  ];
}
