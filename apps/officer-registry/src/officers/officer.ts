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

/** Primary: responsible for the beat. Deputy: responsible while the primary is not active. */
export const ASSIGNMENT_ROLES = ['primary', 'deputy'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

/** The area of responsibility of one officer: a hromada, or a starosta district of a large one. */
export interface Beat {
  /** KATOTTG code of a hromada or a city with special status. */
  readonly hromadaCode: string;
  /** Ten digits; empty for the whole hromada. */
  readonly starostaDistrictCode: string;
}

export interface Assignment {
  readonly beat: Beat;
  readonly role: AssignmentRole;
  readonly assignedAt: Date;
}

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
  /** An invented officer of the demonstration. */
  readonly demonstration: boolean;
  /** In the order of assignment. */
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
  /** Changes with everything but the assignments; from 1. */
  readonly version: number;
}

/** A stored officer also has its version. */
export interface Officer extends OfficerRecord, Partial<Versioned> {
  readonly person: Person;
}
