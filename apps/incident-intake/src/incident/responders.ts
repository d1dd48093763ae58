import {
  checkText,
  checkUuids,
  invalid,
  isPlausible,
  isRefused,
  latest,
  notFound,
  preconditionFailed,
  unless,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { CategoryPolicy, ResponderKind } from '../catalogue/module.ts';
import type { CaseChange, IncidentCase, Responder } from './incident-case.ts';
import { checkRoom } from './parts.ts';
import type { KnownHromada } from './place.ts';
import { enumerated, illegalStep, isLegal, type IncidentState } from './states.ts';
import { enterState } from './steps.ts';

/** The progress of one responder. */
export const RESPONDER_PROGRESS = ['dispatched', 'en_route', 'on_scene', 'left', 'cancelled'] as const;

export type ResponderProgress = (typeof RESPONDER_PROGRESS)[number];

/** What can be recorded about a responder; a dispatch creates one. */
export type FurtherProgress = Exclude<ResponderProgress, 'dispatched'>;

/** The dispatched unit. */
export interface Dispatch {
  readonly kind: ResponderKind;
  readonly unit: string;
  /** Mutual aid: the hromada that the unit comes from; empty for a local unit. */
  readonly homeHromadaCode: string;
  /** Of its crew; none if they are not known. */
  readonly officerIds: readonly string[];
  /** Absent: now. */
  readonly dispatchedAt: Date | undefined;
}

const UNIT = { most: 60, lines: true };

/** The violations of a unit's name, for any incident. */
export function checkUnit(unit: string, field: string): Violation[] {
  return [...unless(unit.trim() !== '', field, 'must be given'), ...checkText(unit, field, UNIT)];
}

const MAX_OFFICERS = 20;

/** The violations of the officers of a crew, for any incident. */
export function checkOfficerIds(ids: readonly string[], field: string): Violation[] {
  return checkUuids(ids, field, MAX_OFFICERS);
}

/** Other services have no officers in the registry. */
function checkCrew(kind: ResponderKind, officerIds: readonly string[]): Violation[] {
  return unless(kind === 'police' || officerIds.length === 0, 'officer_ids', 'must be empty unless the kind is POLICE');
}

/** What the history says of a crew that a step names. */
function crewDetails(officerIds: readonly string[]): Record<string, string> {
  return officerIds.length === 0 ? {} : { officer_ids: officerIds.join(',') };
}

/** Sends one more responder; `home` describes the hromada that it comes from. */
export function dispatchResponder(
  incident: IncidentCase,
  responderId: string,
  dispatch: Dispatch,
  home: KnownHromada | undefined,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  const { kind, unit, homeHromadaCode, officerIds, dispatchedAt } = dispatch;
  if (!isLegal('dispatch', incident.state)) return illegalStep(incident.state);
  const time = stepTime(dispatchedAt, incident.receivedAt, now, 'dispatched_time', 'the receipt of the incident');
  const violations = [
    ...checkHome(incident, homeHromadaCode, home),
    ...checkCrew(kind, officerIds),
    ...(isRefused(time) ? time.violations : []),
  ];
  if (isRefused(time) || violations.length > 0) return invalid(violations);
  const full = checkRoom('responders', incident.responders.length);
  if (full !== undefined) return full;
  const responder: Responder = { responderId, kind, unit, homeHromadaCode, officerIds, dispatchedAt: time };
  const sent = { ...incident, responders: [...incident.responders, responder] };
  return {
    incident: enterState(sent, stateAfterDispatch(incident.state), latest(incident.stateSince, time), policy),
    kind: 'responder-dispatched',
    happenedAt: time,
    details: {
      responder_id: responderId,
      responder_kind: kind,
      ...(home && { home_hromada_code: home.code }),
      ...crewDetails(officerIds),
    },
  };
}

function checkHome({ hromadaCode }: IncidentCase, code: string, home: KnownHromada | undefined): Violation[] {
  if (code === '') return [];
  return [
    ...unless(home !== undefined, 'home_hromada_code', 'must be the KATOTTG code of a known hromada'),
    ...unless(code !== hromadaCode, 'home_hromada_code', 'must be another hromada than that of the incident'),
  ];
}

function stateAfterDispatch(state: IncidentState): IncidentState {
  return state === 'triaged' || state === 'reopened' ? 'dispatched' : state;
}

/** The reported progress of a responder. */
export interface Progress {
  readonly progress: FurtherProgress;
  /** Absent: now. */
  readonly progressAt: Date | undefined;
  /** Of its crew, in place of those named before; none: they stay. */
  readonly officerIds: readonly string[];
}

const TIME_OF = { en_route: 'enRouteAt', on_scene: 'onSceneAt', left: 'leftAt', cancelled: 'cancelledAt' } as const;

/** One of the incident's responders is on its way, at the scene, has left or was called back. */
export function recordProgress(
  incident: IncidentCase,
  responderId: string,
  { progress, progressAt, officerIds }: Progress,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  const responder = incident.responders.find((each) => each.responderId === responderId);
  if (responder === undefined) return notFound('responder');
  if (!allows(incident.state, progress)) return illegalStep(incident.state);
  if (!furtherProgress(responder).includes(progress)) return illegalProgress(responder);
  const at = stepTime(progressAt, lastTime(responder), now, 'progress_time', "the responder's previous step");
  const violations = [...checkCrew(responder.kind, officerIds), ...(isRefused(at) ? at.violations : [])];
  if (isRefused(at) || violations.length > 0) return invalid(violations);
  const crew = officerIds.length === 0 ? responder.officerIds : officerIds;
  const gone = { ...responder, officerIds: crew, [TIME_OF[progress]]: at };
  const responders = incident.responders.map((each) => (each.responderId === responderId ? gone : each));
  // Response times are measured by the first arrival: a later one does not change it.
  const onSceneAt = progress === 'on_scene' ? (incident.onSceneAt ?? at) : incident.onSceneAt;
  const moved = { ...incident, responders, onSceneAt };
  return {
    incident: enterState(moved, stateAfterProgress(moved, progress), latest(incident.stateSince, at), policy),
    kind: `responder-${progress.replaceAll('_', '-')}`,
    happenedAt: at,
    details: { responder_id: responderId, responder_kind: responder.kind, ...crewDetails(officerIds) },
  };
}

/** A unit may leave or be called back at any time; it reaches the scene only while the incident waits for it. */
function allows(state: IncidentState, progress: FurtherProgress): boolean {
  if (progress === 'en_route' || progress === 'on_scene') return isLegal('progress', state);
  return state !== 'received' && state !== 'duplicate';
}

function stateAfterProgress({ state, responders }: IncidentCase, progress: FurtherProgress): IncidentState {
  if (state !== 'dispatched' && state !== 'en_route') return state;
  if (progress === 'left') return state;
  if (progress !== 'cancelled') return progress;
  // Nobody has arrived, else the state would be on_scene.
  return responders.some(isOnItsWay) ? state : 'triaged';
}

/** Sent, and neither arrived nor called back. */
export function isOnItsWay({ onSceneAt, cancelledAt }: Responder): boolean {
  return onSceneAt === undefined && cancelledAt === undefined;
}

/** What can be recorded about a responder in its present state. */
function furtherProgress({ enRouteAt, onSceneAt, leftAt, cancelledAt }: Responder): FurtherProgress[] {
  if (leftAt !== undefined || cancelledAt !== undefined) return [];
  if (onSceneAt !== undefined) return ['left'];
  return enRouteAt === undefined ? ['en_route', 'on_scene', 'cancelled'] : ['on_scene', 'cancelled'];
}

const WORDS: Readonly<Record<FurtherProgress, string>> = {
  en_route: 'be en route',
  on_scene: 'be on scene',
  left: 'leave',
  cancelled: 'be called back',
};

/** Names the state of the responder and the possible next ones. */
function illegalProgress(responder: Responder): Refusal {
  const words = furtherProgress(responder).map((progress) => WORDS[progress]);
  const legal = words.length === 0 ? 'nothing can follow' : `it can ${enumerated(words)}`;
  return preconditionFailed('STEP_ILLEGAL', `the responder ${stateInWords(responder)}: ${legal}`);
}

function stateInWords({ enRouteAt, onSceneAt, leftAt, cancelledAt }: Responder): string {
  if (cancelledAt !== undefined) return 'was called back';
  if (leftAt !== undefined) return 'has left';
  if (onSceneAt !== undefined) return 'is on scene';
  return enRouteAt === undefined ? 'was dispatched' : 'is en route';
}

/** When its last step was. */
function lastTime({ dispatchedAt, enRouteAt, onSceneAt }: Responder): Date {
  return latest(latest(dispatchedAt, enRouteAt ?? dispatchedAt), onSceneAt ?? dispatchedAt);
}

/**
 * The time of a step: the reported time, else now. The previous step and the local clock limit it, so that the times of
 * an incident never run backwards, whichever clock reported them.
 */
export function stepTime(
  reported: Date | undefined,
  earliest: Date,
  now: Date,
  field: string,
  since: string,
): Decision<Date> {
  if (reported === undefined) return latest(earliest, now);
  const violations = [
    ...unless(isPlausible(reported, now), field, 'must be a time that is not in the future'),
    ...unless(!(reported < earliest), field, `must not be before ${since}`),
  ];
  return violations.length > 0 ? invalid(violations) : latest(earliest, reported < now ? reported : now);
}
