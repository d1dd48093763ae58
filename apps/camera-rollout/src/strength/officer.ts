/**
 * Where an officer stands in the service; `unknown` is a state that only a later registry knows. The registry has the
 * same list without it: apps do not import each other, and the contract joins them.
 */
export const OFFICER_STATES = [
  'candidate',
  'selection',
  'training',
  'active',
  'on_leave',
  'suspended',
  'dismissed',
  'unknown',
] as const;
export type OfficerState = (typeof OFFICER_STATES)[number];

/** A patrol officer as the registry's events describe one: who may hold a camera, nothing about the person. */
export interface PatrolOfficer {
  readonly officerId: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly state: OfficerState;
  /** When the registry recorded this. */
  readonly changedAt: Date;
}

/** What the registry says of an officer at this moment. */
export interface Candidate {
  readonly officerId: string;
  readonly kind: 'patrol' | 'other';
  readonly state: OfficerState;
  /** Empty for officers of other kinds. */
  readonly unitCode: string;
}

/** On strength, so that a camera is due: active, neither in training nor away. */
export function isOnStrength({ kind, state }: Pick<Candidate, 'kind' | 'state'>): boolean {
  return kind === 'patrol' && state === 'active';
}
