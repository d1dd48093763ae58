import type { EntityManager } from '@safe-community/database';
import type { Camera } from '../domain/camera.ts';
import type { UnitCoverage } from '../domain/coverage.ts';
import type { Candidate, PatrolOfficer } from '../domain/officer.ts';
import type { PatrolUnit } from '../domain/patrol-unit.ts';

/** The cameras of the country. Writes join the transaction of `em`. */
export interface CameraStore {
  /**
   * Adds all cameras whose serial numbers are new, and returns the serial numbers
   * that are taken: the caller must then give the transaction up.
   */
  add(em: EntityManager, cameras: readonly Camera[]): Promise<ReadonlySet<string>>;
  /** The camera, locked until the transaction ends. */
  lock(em: EntityManager, cameraId: string): Promise<Camera | undefined>;
  holdsCamera(em: EntityManager, officerId: string): Promise<boolean>;
  /** Writes state and holder. Refuses when somebody gave the holder another camera meanwhile. */
  save(em: EntityManager, camera: Camera): Promise<void>;
}

/** Patrol units and their officers, as the registry's events tell. */
export interface StrengthBook {
  findUnit(em: EntityManager, unitCode: string): Promise<PatrolUnit | undefined>;
  noteUnits(em: EntityManager, units: readonly PatrolUnit[]): Promise<void>;
  noteOfficers(em: EntityManager, officers: readonly PatrolOfficer[]): Promise<void>;
}

export interface CoverageReader {
  /** Every unit of the oblast, or of the country when the code is empty. */
  byUnit(oblastCode: string): Promise<UnitCoverage[]>;
}

/** The officer registry itself, for what must be true at this moment. */
export interface OfficerRegistry {
  /**
   * Nobody when the registry has no such officer. Refuses as unavailable when it
   * does not answer in its own deadline or before `until` (milliseconds since 1970).
   */
  find(officerId: string, until: number): Promise<Candidate | undefined>;
}

/** Time and ids come from outside, so that a test can give them. */
export interface Origin {
  now(): Date;
  /** A UUID version 7 of that time. */
  newId(at: Date): string;
}
