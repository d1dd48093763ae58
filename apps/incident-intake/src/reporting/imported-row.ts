import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { isPlausible } from '@safe-community/domain-kit';
import { unless, type Violation } from '@safe-community/domain-kit';
import { checkReport, type Report } from './report.ts';
import type { PlaceFacts } from './report-place.ts';

/** A row of another system's export. */
export interface ImportedRow {
  readonly externalId: string;
  readonly report: Report;
  readonly receivedAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
}

const LONGEST_RESPONSE_MS = 30 * 24 * 3_600_000;

/** All rules that a row breaks; none when it can be taken. */
export function checkImportedRow(row: ImportedRow, policy: CategoryPolicy, places: PlaceFacts, now: Date): Violation[] {
  const { externalId, receivedAt, report } = row;
  const received = receivedAt !== undefined && isPlausible(receivedAt, now);
  return [
    ...checkExternalId(externalId, 'external_id'),
    ...unless(received, 'received_time', 'must be a time from 1991 on that is not in the future'),
    ...checkOnScene(row, now),
    ...checkReport(report, policy, places, received ? receivedAt : now),
  ];
}

export function checkExternalId(externalId: string, field: string): Violation[] {
  return unless(
    /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(externalId),
    field,
    'must be 1 to 100 printable ASCII characters',
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
    ...unless(isPlausible(onSceneAt, now), 'on_scene_time', 'must be a time from 1991 on that is not in the future'),
  ];
}
