import type { EntityManager } from '@safe-community/database';
import type { KnownHromada, Point } from './place.ts';
import type { BeatAssignment } from '../routing/roster.ts';

export interface Territory {
  /** Unavailable until the memory is filled. */
  find(hromadaCode: string): KnownHromada | undefined;
  /** Hromada of a starosta district. */
  hromadaOfDistrict(districtCode: string): string | undefined;
  /** Hromada of a settlement: absent when there is no such settlement, empty when it belongs to none. */
  hromadaOfSettlement(settlementCode: string): string | undefined;
  /** Whether the point may lie in Ukraine. */
  isInUkraine(point: Point): boolean;
  /** A guess: the hromada whose centre is nearest, if one is near. */
  nearestHromadaCode(point: Point): string | undefined;
}

/** Whether an officer answers for beats, as of a change. */
export interface OfficerService {
  readonly officerId: string;
  readonly active: boolean;
  /** For ever: ends every assignment. */
  readonly dismissed: boolean;
}

/** Who answers where, as the registry's events tell. */
export interface BeatBook {
  /** The officer who answers for a place now; empty when nobody does. Unavailable until the memory is filled. */
  responsible(hromadaCode: string, districtCode: string): string;
  /** The deputy there beside the one who answers; empty when there is none in service. */
  deputy(hromadaCode: string, districtCode: string, responsibleOfficerId: string): string;
  /** Stores assignments, oldest first. */
  note(em: EntityManager, assignments: readonly BeatAssignment[]): Promise<void>;
  /** Stores changes of officers' states, oldest first. */
  noteService(em: EntityManager, changes: readonly OfficerService[]): Promise<void>;
}

/** A hromada or city that the registry lists beyond the built-in table. */
interface ListedUnit {
  readonly code: string;
  readonly oblastCode: string;
}

export interface TerritoryBook {
  note(em: EntityManager, units: readonly ListedUnit[]): Promise<void>;
}

/** The secrets by which reporters follow their reports; none is stored anywhere. */
export interface TrackingTokens {
  /** The token of an incident, the same each time. Not to be kept or logged. */
  of(incidentId: string): string;
  /** The incident whose token this is; none when it was never given out. In constant time. */
  read(token: string): string | undefined;
}

/** Time and ids come from outside, so that a test can give them. */
export interface Origin {
  now(): Date;
  /** A UUID version 7 of that time. */
  newId(at: Date): string;
}
