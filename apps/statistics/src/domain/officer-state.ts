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

/** States in which the primary of a beat counts as the own officer of the hromada: those of the registry's coverage. */
export const ON_BEAT: readonly OfficerState[] = ['active', 'on_leave'];

/** States of a patrol officer on duty strength: who is on leave or suspended is not on duty, and needs no camera. */
export const ON_DUTY_STRENGTH: readonly OfficerState[] = ['active'];

/** An officer came into another state. */
export interface StateChange {
  readonly officerId: string;
  readonly state: OfficerState;
}
