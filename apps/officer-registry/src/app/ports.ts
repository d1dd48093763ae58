import type { EntityManager } from '@safe-community/database';
import type { RecordedEvent, RequestKey } from '@safe-community/ledger';
import type { Beat } from '../domain/beat.ts';
import type { StateChange } from '../domain/change-state.ts';
import type { Assignment, Officer, OfficerRecord } from '../domain/officer.ts';
import type { PatrolUnit } from '../domain/patrol-unit.ts';
import type { Duty } from '../domain/responsible.ts';
import type { TerritoryUnit } from '../domain/territory-unit.ts';

/** An officer to be added, with the facts and the answer to be committed as one with it. */
export interface Entry {
  readonly key: RequestKey;
  readonly response: Uint8Array;
  readonly officer: Officer;
  /** For who looks in the audit. */
  readonly about: readonly string[];
  readonly events: readonly RecordedEvent[];
}

export interface OfficerRegister {
  /**
   * Resolves when the entry is on disk, with the answer that is kept: its own, or
   * the first one to the same request. Refuses when the service number is taken
   * or the request id was used for another request.
   */
  commit(entry: Entry): Promise<Uint8Array>;
}

/** Officers within the transaction of a write. */
export interface OfficerStore {
  /** Reads an officer whom no other transaction then changes before this one ends. */
  lock(em: EntityManager, officerId: string): Promise<OfficerRecord | undefined>;
  /** Id of the officer who is the beat's primary. */
  primaryOf(em: EntityManager, beat: Beat): Promise<string | undefined>;
  /** Adds a part on a beat, or replaces the one that the officer has on it. Refuses when another was faster. */
  assign(em: EntityManager, officerId: string, assignment: Assignment): Promise<void>;
}

/** A change of state, with who asked for it and why. */
interface StateChangeEntry extends StateChange {
  /** UUID version 7. */
  readonly changeId: string;
  readonly officerId: string;
  /** Name of the calling system. */
  readonly caller: string;
  /** The person there, by an id of that system; empty when it names nobody. */
  readonly actingUser: string;
  /** When it was asked for. */
  readonly recordedAt: Date;
  /** May hold personal data; empty when none was given. */
  readonly reason: string;
}

/** How officers came from state to state, within the transaction of a write. */
export interface StateHistory {
  /** Since when an officer is in the present state; none without a change. */
  lastChangedAt(em: EntityManager, officerId: string): Promise<Date | undefined>;
  /** Puts the officer into the state and keeps how it came; dismissal ends the assignments. */
  record(em: EntityManager, entry: StateChangeEntry): Promise<void>;
}

/** Officers as they were last committed, with their personal data. */
export interface OfficerReader {
  find(officerId: string): Promise<Officer | undefined>;
}

export interface PatrolUnitStore {
  /** Refuses when the code is taken. */
  add(em: EntityManager, unit: PatrolUnit): Promise<void>;
  /** Units are never removed, so what is found stays true. */
  find(patrolUnitCode: string): Promise<PatrolUnit | undefined>;
  /** Oblast of a registered unit, read on the connection of the transaction: another might not be free. */
  oblastOf(em: EntityManager, patrolUnitCode: string): Promise<string>;
}

/** Units that were imported: they stand beside the built-in table, or in place of its rows. */
export interface TerritoryStore {
  /** Those of the codes that were imported; other imports wait until this transaction ends. */
  lock(em: EntityManager, codes: readonly string[]): Promise<ReadonlyMap<string, TerritoryUnit>>;
  put(em: EntityManager, units: readonly TerritoryUnit[], at: Date): Promise<void>;
  /** Oblast of an imported unit. */
  oblastOf(em: EntityManager, code: string): Promise<string>;
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
