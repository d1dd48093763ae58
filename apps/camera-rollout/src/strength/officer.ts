/** The state of an officer in the service; `unknown` is a state that only a later registry knows. */
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

/** A patrol officer according to the registry's events: who may hold a camera, without personal data. */
export interface PatrolOfficer {
  readonly officerId: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly state: OfficerState;
  readonly demonstration: boolean;
}

/** The registry's current data about an officer. */
export interface Candidate {
  readonly officerId: string;
  readonly kind: 'patrol' | 'other';
  readonly state: OfficerState;
  /** Empty for officers of other kinds. */
  readonly unitCode: string;
}

/** On strength, so entitled to a camera: active, neither in training nor away. */
export function isOnStrength({ kind, state }: Pick<Candidate, 'kind' | 'state'>): boolean {
  return kind === 'patrol' && state === 'active';
}
