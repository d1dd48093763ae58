import { checkExternalId, isPlausible, unless, type Violation } from '@safe-community/domain-kit';
import { checkCourse, type ImportedCourse } from './imported-course.ts';
import type { Report } from './report.ts';

/** A row of another system's export. */
export interface ImportedRow {
  readonly externalId: string;
  readonly report: Report;
  readonly receivedAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
  /** What became of it in its source. */
  readonly course?: ImportedCourse;
}

/** The result of a row. */
export type RowResult =
  | { readonly outcome: 'added' | 'updated' | 'known'; readonly incidentId: string }
  | { readonly outcome: 'refused' | 'different'; readonly violations: readonly Violation[] };

const LONGEST_RESPONSE_MS = 30 * 24 * 3_600_000;

/** The violations of a row, besides those of its report. */
export function checkRow(row: ImportedRow, now: Date): Violation[] {
  return [
    ...checkExternalId(row.externalId, 'external_id'),
    ...unless(
      isPlausible(row.receivedAt, now),
      'received_time',
      'must be a time from 1991 on that is not in the future',
    ),
    ...checkOnScene(row, now),
    ...(row.course === undefined ? [] : checkCourse(row.course, row, now)),
  ];
}

/** The reference time for its report: the time of receipt, or now if that is implausible. */
export function timeOfReport({ receivedAt }: ImportedRow, now: Date): Date {
  return receivedAt !== undefined && isPlausible(receivedAt, now) ? receivedAt : now;
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
