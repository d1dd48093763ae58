import { MAX_RESPONDERS, unless, type Violation } from '@safe-community/domain-kit';
import type { IncidentCase, Responder } from '../incident/module.ts';
import {
  changesOf,
  isBehind,
  isSameCrew,
  TIME_OF,
  type CourseStep,
  type ImportedChange,
  type ImportedCourse,
} from './imported-course.ts';

/** What a later version of an imported row has beyond the stored incident. */
export interface ImportedUpdate {
  /** The missing steps, in the order of their times. */
  readonly changes: readonly ImportedChange[];
  /** What it says otherwise: then nothing may be changed. */
  readonly differences: readonly Violation[];
}

interface LaterRow {
  readonly onSceneAt: Date | undefined;
  readonly course: ImportedCourse;
}

/** For a row without a course. */
export const NO_COURSE: ImportedCourse = {
  responders: [],
  resolvedAt: undefined,
  closedAt: undefined,
  endedAs: undefined,
};

/**
 * The steps that a valid row has and the incident does not. What the row lacks stays: an older export takes nothing back,
 * and steps that were taken here are kept.
 */
export function updateOf(stored: IncidentCase, row: LaterRow, newId: (at: Date) => string): ImportedUpdate {
  const { course } = row;
  const sent = course.responders.map((each) => stored.responders.find((known) => isSame(known, each)));
  const ids = course.responders.map(
    (each, index) => sent[index]?.responderId ?? newId(each.dispatchedAt ?? new Date(0)),
  );
  const arrival = arrivalOf(stored, row.onSceneAt);
  const changes = [
    ...arrival,
    ...changesOf(arrival[0]?.incident ?? stored, course, ids, (step) => isMissing(stored, sent, step)),
  ];
  const withSteps = new Set(changes.map(({ responder }) => responder?.responderId));
  const differences = [
    ...unless(
      row.onSceneAt === undefined || stored.onSceneAt === undefined || isEqual(row.onSceneAt, stored.onSceneAt),
      'on_scene_time',
      OTHER_TIME,
    ),
    ...course.responders.flatMap((each, index) =>
      checkResponder(stored, each, sent[index], `course.responders[${index}]`),
    ),
    ...course.responders.flatMap((each, index) =>
      checkKnownCrew(each, sent[index], `course.responders[${index}]`, withSteps),
    ),
    ...checkEnd(stored, course),
    ...unless(
      stored.responders.length + sent.filter((known) => known === undefined).length <= MAX_RESPONDERS,
      'course.responders',
      `must be at most ${MAX_RESPONDERS} with those that are stored`,
    ),
    ...unless(
      changes.length === 0 || stored.state !== 'duplicate',
      'course',
      'cannot be applied: the incident is a duplicate of another one',
    ),
  ];
  return { changes, differences };
}

const OTHER_TIME = 'differs from the time that is stored';

type SentResponder = ImportedCourse['responders'][number];

function isSame(known: Responder, { kind, unit, dispatchedAt }: SentResponder): boolean {
  return known.kind === kind && known.unit === unit && isEqual(known.dispatchedAt, dispatchedAt);
}

function isEqual(time: Date | undefined, other: Date | undefined): boolean {
  return time?.getTime() === other?.getTime();
}

/** The arrival of an incident without responders. */
function arrivalOf(stored: IncidentCase, onSceneAt: Date | undefined): ImportedChange[] {
  if (onSceneAt === undefined || stored.onSceneAt !== undefined) return [];
  const isNext = isBehind(stored.state, 'on_scene') && onSceneAt >= stored.stateSince;
  const incident: IncidentCase = isNext
    ? { ...stored, state: 'on_scene', stateSince: onSceneAt, onSceneAt }
    : { ...stored, onSceneAt };
  return [
    {
      before: stored,
      change: { incident, kind: 'arrived', happenedAt: onSceneAt, details: {} },
      incident: { ...incident, version: stored.version + 1 },
    },
  ];
}

function isMissing(
  stored: IncidentCase,
  sent: readonly (Responder | undefined)[],
  { state, responder, isTimeUnknown }: CourseStep,
): boolean {
  if (responder !== undefined) {
    const known = sent[responder.index];
    if (known === undefined) return true;
    return responder.progress !== 'dispatched' && known[TIME_OF[responder.progress]] === undefined;
  }
  // Without a time, nothing says that it ended again after it was reopened here.
  if (isTimeUnknown === true && stored.state === 'reopened') return false;
  return state !== undefined && isBehind(stored.state, state);
}

const PROGRESS_FIELDS = {
  enRouteAt: 'en_route_time',
  onSceneAt: 'on_scene_time',
  leftAt: 'left_time',
  cancelledAt: 'cancelled_time',
} as const;

function checkResponder(
  stored: IncidentCase,
  given: SentResponder,
  known: Responder | undefined,
  path: string,
): Violation[] {
  if (known === undefined) {
    const isOther = stored.responders.some(({ kind, unit }) => kind === given.kind && unit === given.unit);
    return unless(!isOther, `${path}.dispatched_time`, OTHER_TIME);
  }
  const isReversed =
    (known.cancelledAt !== undefined && (given.onSceneAt ?? given.leftAt) !== undefined) ||
    (given.cancelledAt !== undefined && (known.onSceneAt ?? known.leftAt) !== undefined);
  return [
    ...Object.values(TIME_OF).flatMap((name) =>
      unless(
        given[name] === undefined || known[name] === undefined || isEqual(given[name], known[name]),
        `${path}.${PROGRESS_FIELDS[name]}`,
        OTHER_TIME,
      ),
    ),
    ...unless(!isReversed, path, 'was both called back and at the scene'),
  ];
}

/** Events say who is in a crew together with a step: without one, camera rollout would not learn it. */
function checkKnownCrew(
  { officerIds }: SentResponder,
  known: Responder | undefined,
  path: string,
  withSteps: ReadonlySet<string | undefined>,
): Violation[] {
  const isKnown = known === undefined || officerIds.length === 0 || isSameCrew(officerIds, known.officerIds);
  return unless(
    isKnown || withSteps.has(known.responderId),
    `${path}.officer_ids`,
    'differs from the crew that is stored, and the row has no further step of the responder',
  );
}

/** An end must follow from the state by a legal step. Equal ends and states that are further are nothing new. */
function checkEnd(stored: IncidentCase, { resolvedAt, closedAt, endedAs }: ImportedCourse): Violation[] {
  const { state, stateSince } = stored;
  const isFalseCall = endedAs === 'rejected';
  const hasEnd = endedAs !== undefined || resolvedAt !== undefined || closedAt !== undefined;
  if (!hasEnd || state === 'duplicate') return [];
  const isOver = state === 'resolved' || state === 'closed' || state === 'rejected';
  if (isOver && isFalseCall !== (state === 'rejected')) {
    return [{ field: 'course.ended_as', rule: `cannot follow: the incident is ${state} already` }];
  }
  const ends = [
    { field: 'course.resolved_time', at: resolvedAt, end: 'resolved' },
    { field: 'course.closed_time', at: closedAt, end: isFalseCall ? 'rejected' : 'closed' },
  ] as const;
  return ends.flatMap(({ field, at, end }) => {
    if (at === undefined) return [];
    if (state === end) return unless(isEqual(at, stateSince), field, OTHER_TIME);
    return unless(!isBehind(state, end) || at >= stateSince, field, 'is before the last step that is stored');
  });
}
