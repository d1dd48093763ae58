import { isInForce } from '@safe-community/domain-kit';
import type { BeatPlace } from '../beats/module.ts';

/**
 * Primary: responsible for the beat. Deputy: responsible while the primary is not active. District: a district officer,
 * responsible while no community officer is.
 */
export const ASSIGNMENT_ROLES = ['primary', 'deputy', 'district'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export const END_REASONS = [
  'ended',
  'handed_over',
  'transferred',
  'role_changed',
  'dismissed',
  'beat_retired',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** An officer has a role on a beat from a start until before an end. */
export interface Assignment {
  /** UUID. */
  readonly assignmentId: string;
  readonly officerId: string;
  readonly beatId: string;
  /** The place of the beat. */
  readonly beat: BeatPlace;
  readonly role: AssignmentRole;
  /** Of deputies, from 1: the lowest active one is responsible. 0 for other roles. */
  readonly deputyOrder: number;
  readonly startsAt: Date;
  /** Undefined while it is open. Equal to the start if it was cancelled before it began. */
  readonly endsAt: Date | undefined;
  readonly recordedAt: Date;
  /** Undefined without an end, or with one that was set at the start. */
  readonly endReason: EndReason | undefined;
}

/** The beat that identifies an officer at an instant: the one as the primary, else the first one in another role. */
export function mainBeat(assignments: readonly Assignment[], at: Date): BeatPlace | undefined {
  const current = assignments.filter((assignment) => isInForce(assignment, at));
  return (current.find(({ role }) => role === 'primary') ?? current[0])?.beat;
}

/** The current and future ones of some assignments. */
export function withoutPast(assignments: readonly Assignment[], at: Date): Assignment[] {
  return assignments.filter(({ endsAt }) => endsAt === undefined || endsAt > at);
}
