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

/** The state that an officer entered. */
export interface StateChange {
  readonly officerId: string;
  readonly state: OfficerState;
}
