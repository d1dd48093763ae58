import type { Assignment } from './assignment.ts';

/** Police officer of a community, member of a patrol unit, or district officer (дільничний). */
export const OFFICER_KINDS = ['community', 'patrol', 'district'] as const;
export type OfficerKind = (typeof OFFICER_KINDS)[number];

/** Statistics and camera rollout have the same list: apps do not import each other, and the contract joins them. */
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

/** An officer without personal data. */
export interface OfficerRecord {
  /** UUID version 7. */
  readonly officerId: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly serviceNumber: string;
  /** Empty for community officers. */
  readonly patrolUnitCode: string;
  readonly registeredAt: Date;
  /** By their start. */
  readonly assignments: readonly Assignment[];
}

/** Personal data; stored encrypted. */
export interface Person {
  readonly fullName: string;
  /** Empty if unknown. */
  readonly phone: string;
}

/** The part of an officer that an update needs. */
export interface Versioned {
  /** Where the officer serves or is to serve: a hromada, or the oblast of a patrol officer. Empty if unknown. */
  readonly placeCode: string;
  /** The territorial police body of a community or district officer, by a short code; empty if unknown. */
  readonly policeUnitCode: string;
  /** Changes with everything but the assignments; from 1. */
  readonly version: number;
}

/** A stored officer also has its version. */
export interface Officer extends OfficerRecord, Partial<Versioned> {
  readonly person: Person;
}
