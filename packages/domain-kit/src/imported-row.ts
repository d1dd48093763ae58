import { checkCourse, type ImportedCourse } from './imported-course.ts';
import { isPlausible } from './time.ts';
import { unless, type Violation } from './violation.ts';

/** The id of a row in the system from which it is imported. */
export function checkExternalId(externalId: string, field: string): Violation[] {
  return unless(
    /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(externalId),
    field,
    'must be 1 to 100 printable ASCII characters',
  );
}

/** The name of a system from which rows are imported. */
export function checkSourceSystem(sourceSystem: string, field: string): Violation[] {
  return unless(/^[a-z0-9-]{2,60}$/.test(sourceSystem), field, 'must be 2 to 60 of a–z, 0–9 and "-"');
}

/** What a row of an export of incidents says besides the report. */
export interface IncidentRow {
  readonly externalId: string;
  readonly receivedAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
  readonly course?: ImportedCourse;
}

const MAX_RESPONSE_MS = 30 * 24 * 3_600_000;

/** The violations of a row, besides those of its report. */
export function checkIncidentRow(row: IncidentRow, now: Date): Violation[] {
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

function checkOnScene({ receivedAt, onSceneAt }: IncidentRow, now: Date): Violation[] {
  if (onSceneAt === undefined) return [];
  const response = onSceneAt.getTime() - (receivedAt?.getTime() ?? Number.NaN);
  return [
    ...unless(
      response >= 0 && response <= MAX_RESPONSE_MS,
      'on_scene_time',
      'must be from received_time to 30 days after',
    ),
    ...unless(isPlausible(onSceneAt, now), 'on_scene_time', 'must be a time from 1991 on that is not in the future'),
  ];
}
