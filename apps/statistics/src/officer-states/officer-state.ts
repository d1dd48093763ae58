/** The registry has the same list: apps do not import each other, and the contract joins them. */
export const OFFICER_STATES = [
  'candidate',
  'selection',
  'training',
  'active',
  'on_leave',
  'suspended',
  'dismissed',
] as const;
export type OfficerState = (typeof OFFICER_STATES)[number];

/** The registry has the same list. */
export const OFFICER_KINDS = ['community', 'patrol', 'district'] as const;
export type OfficerKind = (typeof OFFICER_KINDS)[number];

/** The state that an officer entered. */
export interface StateChange {
  readonly officerId: string;
  readonly state: OfficerState;
}
