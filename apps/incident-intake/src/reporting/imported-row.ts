import { isPlausible, type Violation } from '@safe-community/domain-kit';
import type { ImportedCourse } from './imported-course.ts';
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

/** The reference time for its report: the time of receipt, or now if that is implausible. */
export function timeOfReport({ receivedAt }: ImportedRow, now: Date): Date {
  return receivedAt !== undefined && isPlausible(receivedAt, now) ? receivedAt : now;
}
