import {
  isRefused,
  latest,
  notFound,
  preconditionFailed,
  type Decision,
  type Refusal,
} from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';
import type { SiteKind } from './air-site.ts';

export const RESCUE_STATES = ['requested', 'accepted', 'refused', 'used'] as const;
export type RescueState = (typeof RESCUE_STATES)[number];
export type RescueProgress = Exclude<RescueState, 'requested'>;

export interface AirRescue {
  readonly airRescueId: string;
  readonly state: RescueState;
  readonly baseCode: string;
  readonly landingSiteCode: string;
  readonly requestedAt: Date;
  readonly acceptedAt: Date | undefined;
  readonly refusedAt: Date | undefined;
  readonly usedAt: Date | undefined;
}

/** A change of an incident together with its air rescue. */
export interface RescueChange extends CaseChange {
  readonly rescue: AirRescue;
}

/** What a request depends on besides the incident. */
export interface RequestFacts {
  /** Whether the incident is open. */
  readonly isOpen: boolean;
  /** Whether it has a point that everybody who may see it may know. */
  readonly hasOpenPoint: boolean;
  /** Whether another air rescue of it is requested or accepted. */
  readonly isUnderWay: boolean;
  /** The kind of each named site; absent if it is unknown. */
  readonly kinds: ReadonlyMap<string, SiteKind>;
}

interface RescueRequest {
  readonly airRescueId: string;
  readonly baseCode: string;
  readonly landingSiteCode: string;
}

export function requestRescue(
  incident: IncidentCase,
  request: RescueRequest,
  { isOpen, hasOpenPoint, isUnderWay, kinds }: RequestFacts,
  at: Decision<Date>,
): Decision<RescueChange> {
  if (!isOpen) return preconditionFailed('STEP_ILLEGAL', 'the incident has ended: reopen it first');
  if (!hasOpenPoint) return POINT_UNKNOWN;
  if (isUnderWay) return preconditionFailed('AIR_RESCUE_UNDER_WAY', 'another air rescue is requested or accepted');
  if (kinds.get(request.baseCode) !== 'base') return notFound('base');
  if (kinds.get(request.landingSiteCode) !== 'landing_site') return notFound('landing site');
  if (isRefused(at)) return at;
  const rescue: AirRescue = {
    ...request,
    state: 'requested',
    requestedAt: at,
    acceptedAt: undefined,
    refusedAt: undefined,
    usedAt: undefined,
  };
  return toChange(incident, rescue, at);
}

export const POINT_UNKNOWN: Refusal = preconditionFailed(
  'POINT_UNKNOWN',
  'the incident has no point, or its category is sensitive: a landing site would disclose its place',
);

const NEXT: Readonly<Record<RescueState, readonly RescueProgress[]>> = {
  requested: ['accepted', 'refused'],
  accepted: ['used', 'refused'],
  refused: [],
  used: [],
};

export function recordProgress(
  incident: IncidentCase,
  rescue: AirRescue,
  progress: RescueProgress,
  at: Decision<Date>,
): Decision<RescueChange> {
  if (!NEXT[rescue.state].includes(progress)) {
    const next = NEXT[rescue.state].join(' or ') || 'nothing more';
    return preconditionFailed('AIR_RESCUE_STEP_ILLEGAL', `the air rescue is ${rescue.state}: it can be ${next}`);
  }
  if (isRefused(at)) return at;
  return toChange(incident, { ...rescue, state: progress, [`${progress}At`]: at }, at);
}

/** When its last step was. */
export function lastStepOf({ requestedAt, acceptedAt, refusedAt, usedAt }: AirRescue): Date {
  return [acceptedAt, refusedAt, usedAt].reduce<Date>((last, at) => latest(last, at ?? last), requestedAt);
}

function toChange(incident: IncidentCase, rescue: AirRescue, happenedAt: Date): RescueChange {
  const { airRescueId, state, baseCode, landingSiteCode } = rescue;
  const details = { air_rescue_id: airRescueId, base_code: baseCode, landing_site_code: landingSiteCode };
  return { incident, kind: `air-rescue-${state}`, happenedAt, details, rescue };
}
