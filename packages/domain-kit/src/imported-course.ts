import { checkText } from './text.ts';
import { isPlausible, latest } from './time.ts';
import { checkUuids } from './uuid.ts';
import { unless, type Violation } from './violation.ts';

/** What became of an imported incident in its source. */
export interface ImportedCourse<Kind extends string = string> {
  readonly responders: readonly ImportedResponder<Kind>[];
  readonly resolvedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  /** How it ended, also if its time is not known; undefined: as the times say. */
  readonly endedAs: 'resolved' | 'closed' | 'rejected' | 'unknown' | undefined;
}

/** A responder as received, not checked yet. */
interface ImportedResponder<Kind extends string> {
  readonly kind: Kind | undefined;
  readonly unit: string;
  /** Of its crew, as far as they are known. */
  readonly officerIds: readonly string[];
  readonly dispatchedAt: Date | undefined;
  readonly enRouteAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
  readonly leftAt: Date | undefined;
  readonly cancelledAt: Date | undefined;
}

const MAX_MS = 30 * 24 * 3_600_000;
const UNIT = { most: 60, lines: true };
/** Of an incident: they are written at every step by one statement. */
export const MAX_RESPONDERS = 200;
const MAX_OFFICERS = 20;

interface CourseTimes {
  readonly receivedAt: Date | undefined;
  readonly onSceneAt: Date | undefined;
}

/** The violations of a course: its times must be in order, and none may be in the future. */
export function checkCourse(course: ImportedCourse, { receivedAt, onSceneAt }: CourseTimes, now: Date): Violation[] {
  const { responders, resolvedAt, closedAt, endedAs } = course;
  const received = receivedAt ?? now;
  const arrived = responders.map((each) => each.onSceneAt).filter((time) => time !== undefined);
  const firstArrival = arrived.reduce((first, time) => (time < first ? time : first), arrived[0] ?? received);
  return [
    ...unless(responders.length <= MAX_RESPONDERS, 'course.responders', `must be at most ${MAX_RESPONDERS}`),
    ...responders.flatMap((each, index) => checkResponder(each, `course.responders[${index}]`, received, now)),
    ...unless(
      onSceneAt === undefined || responders.length === 0,
      'on_scene_time',
      'must be absent if the course has responders',
    ),
    ...unless(endedAs !== 'unknown', 'course.ended_as', 'must be RESOLVED, CLOSED or REJECTED'),
    ...unless(
      endedAs !== 'rejected' || resolvedAt === undefined,
      'course.resolved_time',
      'must be absent of a false call',
    ),
    ...unless(
      endedAs !== 'resolved' || closedAt === undefined,
      'course.closed_time',
      'must be absent if the source has only resolved it',
    ),
    ...checkEnd(resolvedAt, 'course.resolved_time', latest(received, firstArrival), now),
    ...checkEnd(closedAt, 'course.closed_time', latest(received, resolvedAt ?? received), now),
  ];
}

function checkEnd(time: Date | undefined, field: string, earliest: Date, now: Date): Violation[] {
  if (time === undefined) return [];
  return unless(
    isPlausible(time, now) && time >= earliest,
    field,
    'must not be before the receipt or the step before it, nor in the future',
  );
}

function checkResponder(responder: ImportedResponder<string>, path: string, received: Date, now: Date): Violation[] {
  const { kind, unit, officerIds, dispatchedAt, enRouteAt, onSceneAt, leftAt, cancelledAt } = responder;
  const steps = { en_route_time: enRouteAt, on_scene_time: onSceneAt, left_time: leftAt, cancelled_time: cancelledAt };
  let previous = dispatchedAt ?? received;
  const inOrder = Object.entries(steps).flatMap(([name, time]) => {
    if (time === undefined) return [];
    const fits = isPlausible(time, now) && time >= previous && time.getTime() <= endOf(dispatchedAt ?? received);
    previous = time;
    return unless(fits, `${path}.${name}`, 'must be from the step before it to 30 days after dispatched_time');
  });
  return [
    ...unless(kind !== undefined, `${path}.kind`, 'must be one of the known kinds'),
    ...unless(unit.trim() !== '', `${path}.unit`, 'must be given'),
    ...checkText(unit, `${path}.unit`, UNIT),
    ...checkUuids(officerIds, `${path}.officer_ids`, MAX_OFFICERS),
    // Other services have no officers in the registry.
    ...unless(
      kind === 'police' || officerIds.length === 0,
      `${path}.officer_ids`,
      'must be empty unless the kind is POLICE',
    ),
    ...unless(
      isPlausible(dispatchedAt, now) &&
        dispatchedAt !== undefined &&
        dispatchedAt >= received &&
        dispatchedAt.getTime() <= endOf(received),
      `${path}.dispatched_time`,
      'must be from received_time to 30 days after, and not in the future',
    ),
    ...inOrder,
    ...unless(
      cancelledAt === undefined || (onSceneAt === undefined && leftAt === undefined),
      `${path}.cancelled_time`,
      'must be absent if the responder reached the scene',
    ),
  ];
}

function endOf(time: Date): number {
  return time.getTime() + MAX_MS;
}
