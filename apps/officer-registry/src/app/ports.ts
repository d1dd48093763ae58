import type { EntityManager } from '@safe-community/database';
import type { Beat } from '../domain/beat.ts';
import type { Assignment, Officer, OfficerRecord } from '../domain/officer.ts';
import type { PatrolUnit } from '../domain/patrol-unit.ts';
import type { Duty } from '../domain/responsible.ts';
import type { TerritoryUnit } from '../domain/territory-unit.ts';

/** Officers within the transaction of a write. */
export interface OfficerStore {
  /** Refuses when the service number is taken. */
  add(em: EntityManager, officer: Officer): Promise<void>;
  /** Reads an officer whom no other transaction then changes before this one ends. */
  lock(em: EntityManager, officerId: string): Promise<OfficerRecord | undefined>;
  /** Id of the officer who is the beat's primary. */
  primaryOf(em: EntityManager, beat: Beat): Promise<string | undefined>;
  /** Adds a part on a beat, or replaces the one that the officer has on it. Refuses when another was faster. */
  assign(em: EntityManager, officerId: string, assignment: Assignment): Promise<void>;
}

/** Officers as they were last committed, with their personal data. */
export interface OfficerReader {
  find(officerId: string): Promise<Officer | undefined>;
}

export interface PatrolUnitStore {
  /** Refuses when the code is taken. */
  add(em: EntityManager, unit: PatrolUnit): Promise<void>;
  find(em: EntityManager, patrolUnitCode: string): Promise<PatrolUnit | undefined>;
}

/** Units that were imported: they stand beside the built-in table, or in place of its rows. */
export interface TerritoryStore {
  /** Those of the codes that were imported; other imports wait until this transaction ends. */
  lock(em: EntityManager, codes: readonly string[]): Promise<ReadonlyMap<string, TerritoryUnit>>;
  put(em: EntityManager, units: readonly TerritoryUnit[], at: Date): Promise<void>;
}

/** Who serves where, answered from memory. Refuses with UNAVAILABLE until it is filled. */
export interface Directory {
  /** A unit that was imported. */
  importedUnit(code: string): TerritoryUnit | undefined;
  /** Parts on a beat, who was assigned first comes first. */
  dutiesOn(beat: Beat): readonly Duty[];
  duties(): Iterable<Duty>;
  /** An officer with a part on some beat. */
  officer(officerId: string): Officer | undefined;
  /** Resolves when all that was committed before the call is in memory. */
  refresh(): Promise<void>;
}

/** Time and ids come from outside, so that a test can give them. */
export interface Origin {
  now(): Date;
  /** A UUID version 7 of that time. */
  newId(at: Date): string;
}
