import { latest, type ImportedCourse as CheckedCourse } from '@safe-community/domain-kit';
import type { ResponderKind } from '../catalogue/module.ts';
import type { IncidentCase, IncidentState, NewEntry, Responder } from '../incident/module.ts';

/** What became of an imported incident in its source. */
export type ImportedCourse = CheckedCourse<ResponderKind>;
type ImportedResponder = ImportedCourse['responders'][number];

/** One change of an imported incident, as its history keeps it. */
export interface ImportedChange extends Pick<NewEntry, 'before' | 'incident' | 'change'> {
  /** The responder of the change, if it is about one. */
  readonly responder?: { readonly responderId: string; readonly progress: Progress };
}

type Progress = 'dispatched' | 'en_route' | 'on_scene' | 'left' | 'cancelled';

export const TIME_OF = {
  en_route: 'enRouteAt',
  on_scene: 'onSceneAt',
  left: 'leftAt',
  cancelled: 'cancelledAt',
} as const;
const ORDER: readonly IncidentState[] = [
  'received',
  'dispatched',
  'en_route',
  'on_scene',
  'resolved',
  'closed',
  'rejected',
];

/** Whether an incident in the one state has not reached the other. */
export function isBehind(state: IncidentState, other: IncidentState): boolean {
  return ORDER.indexOf(other) > ORDER.indexOf(state);
}

export interface CourseStep {
  readonly at: Date;
  /** The state that it leads to, unless the incident is further already. */
  readonly state: IncidentState | undefined;
  readonly kind: string;
  readonly responder?: { readonly index: number; readonly progress: Progress };
  readonly isTimeUnknown?: boolean;
}

/**
 * The changes of a valid course in the order of their times. No expected time follows from them: the source handles the
 * incident. States are those of the source, so an incident may be closed without a responder.
 *
 * @param ids of the responders, in their order.
 * @param isMissing false for steps that the incident has already.
 */
export function changesOf(
  incident: IncidentCase,
  course: ImportedCourse,
  ids: readonly string[],
  isMissing: (step: CourseStep) => boolean = () => true,
): ImportedChange[] {
  const ofResponders = course.responders.flatMap(stepsOf);
  const known = [incident.stateSince, incident.onSceneAt, ...ofResponders.map(({ at }) => at)];
  const steps = [...ofResponders, ...endsOf(course, latestOf(known))];
  // The sort is stable: of two steps at the same time, the earlier kind comes first.
  const sorted = steps.filter(isMissing).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const changes: ImportedChange[] = [];
  let before = incident;
  for (const step of sorted) {
    const change = taken(before, step, course, ids);
    const after = { ...change.change.incident, version: before.version + 1 };
    changes.push({ before, ...change, incident: after });
    before = after;
  }
  return changes;
}

function stepsOf(responder: ImportedResponder, index: number): CourseStep[] {
  const { dispatchedAt, enRouteAt, onSceneAt, leftAt, cancelledAt } = responder;
  const all: readonly [Date | undefined, Progress, IncidentState | undefined][] = [
    [dispatchedAt, 'dispatched', 'dispatched'],
    [enRouteAt, 'en_route', 'en_route'],
    [onSceneAt, 'on_scene', 'on_scene'],
    [leftAt, 'left', undefined],
    [cancelledAt, 'cancelled', undefined],
  ];
  return all.flatMap(([at, progress, state]) => {
    const kind = `responder-${progress.replaceAll('_', '-')}`;
    return at === undefined ? [] : [{ at, state, kind, responder: { index, progress } }];
  });
}

function latestOf(times: readonly (Date | undefined)[]): Date {
  return times.filter((time) => time !== undefined).reduce(latest);
}

/** @param known the last time that is known of the incident: an end without a time holds from then on. */
function endsOf({ resolvedAt, closedAt, endedAs }: ImportedCourse, known: Date): CourseStep[] {
  const end = (at: Date | undefined, state: 'resolved' | 'closed' | 'rejected', before = known): CourseStep[] => {
    if (at !== undefined) return [{ at, state, kind: state }];
    return endedAs === state ? [{ at: latest(known, before), state, kind: state, isTimeUnknown: true }] : [];
  };
  if (endedAs === 'rejected') return end(closedAt, 'rejected');
  return [...end(resolvedAt, 'resolved'), ...end(closedAt, 'closed', resolvedAt)];
}

function taken(
  before: IncidentCase,
  { at, state, kind, responder, isTimeUnknown }: CourseStep,
  course: ImportedCourse,
  ids: readonly string[],
): Pick<ImportedChange, 'change' | 'responder'> {
  // A step that became known late does not move the incident back in time.
  const isNext = state !== undefined && isBehind(before.state, state) && at >= before.stateSince;
  const moved = isNext ? { ...before, state, stateSince: at } : before;
  if (responder === undefined) {
    const unknown = isTimeUnknown === true ? { isTimeUnknown, details: { time: 'unknown' } } : { details: {} };
    return { change: { incident: moved, kind, happenedAt: at, ...unknown } };
  }
  const { index, progress } = responder;
  const responderId = ids[index] ?? '';
  const sent = course.responders[index];
  const crew = newCrew(before.responders, sent, responderId);
  const responders = withProgress(before.responders, sent, responderId, progress, at).map((each) =>
    each.responderId === responderId && crew.length > 0 ? { ...each, officerIds: crew } : each,
  );
  const onSceneAt = progress === 'on_scene' ? (before.onSceneAt ?? at) : before.onSceneAt;
  const details = {
    responder_id: responderId,
    responder_kind: sent?.kind ?? '',
    ...(crew.length > 0 && { officer_ids: crew.join(',') }),
  };
  return {
    change: { incident: { ...moved, responders, onSceneAt }, kind, happenedAt: at, details },
    responder: { responderId, progress },
  };
}

/** The crew that a step names for the first time; empty if it is that of before, or not known. */
function newCrew(
  responders: readonly Responder[],
  sent: ImportedResponder | undefined,
  responderId: string,
): readonly string[] {
  const known = responders.find((each) => each.responderId === responderId)?.officerIds ?? [];
  const { officerIds = [] } = sent ?? {};
  return isSameCrew(officerIds, known) ? [] : officerIds;
}

/** The order of officers says nothing. */
export function isSameCrew(officerIds: readonly string[], others: readonly string[]): boolean {
  return officerIds.length === others.length && officerIds.every((id) => others.includes(id));
}

function withProgress(
  responders: readonly Responder[],
  sent: ImportedResponder | undefined,
  responderId: string,
  progress: Progress,
  at: Date,
): readonly Responder[] {
  if (progress !== 'dispatched') {
    return responders.map((each) => (each.responderId === responderId ? { ...each, [TIME_OF[progress]]: at } : each));
  }
  const { kind, unit } = sent ?? {};
  if (kind === undefined || unit === undefined) return responders;
  return [...responders, { responderId, kind, unit, homeHromadaCode: '', officerIds: [], dispatchedAt: at }];
}
