import type { EntityManager } from '@safe-community/database';
import type { BeatChanges } from '../domain/beat.ts';
import type { ImportPlan } from '../domain/figure-import.ts';
import type { FigureCell, FiguresQuery, Level } from '../domain/figures-query.ts';
import type { CountGrowth } from '../domain/incident-count.ts';
import type { StateChange } from '../domain/officer-state.ts';
import type { OfficialFigure } from '../domain/official-figure.ts';
import type { BucketGrowth } from '../domain/response-time.ts';
import type { Tally } from '../domain/scorecard.ts';

/** Incidents as counters: kept up to date by events, read at the cost of the cells. */
export interface IncidentCounters {
  add(em: EntityManager, growth: CountGrowth): Promise<void>;
  addResponses(em: EntityManager, growth: readonly BucketGrowth[]): Promise<void>;
  /** Cells in which something was counted, by day if asked for, in no order. */
  cells(query: FiguresQuery): Promise<FigureCell[]>;
}

/** Who is the primary of which beat. */
export interface BeatBook {
  settle(em: EntityManager, changes: BeatChanges): Promise<void>;
}

/** What state officers came into since they were registered. */
export interface StateBook {
  /** In the order in which they happened: an officer is in the state of the last one. */
  note(em: EntityManager, changes: readonly StateChange[]): Promise<void>;
}

interface PatrolOfficer {
  readonly officerId: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
}

interface CameraIssue {
  readonly cameraId: string;
  readonly officerId: string;
}

/** The patrol officers who are or were on strength, and the cameras that they hold. */
export interface PatrolBook {
  noteOfficers(em: EntityManager, officers: readonly PatrolOfficer[]): Promise<void>;
  /** In the order in which they happened: a camera is with the officer to whom it went last. */
  noteIssues(em: EntityManager, issues: readonly CameraIssue[]): Promise<void>;
}

/** A hromada or city that the registry lists beyond the built-in table. */
interface ListedUnit {
  readonly code: string;
  readonly oblastCode: string;
}

export interface TerritoryBook {
  note(em: EntityManager, units: readonly ListedUnit[]): Promise<void>;
  /** Where a KATOTTG code stands; none when no oblast or hromada has it. */
  levelOf(code: string): Promise<Level | undefined>;
}

export interface FigureStore {
  /** Lets one import at a time decide, until the transaction ends. */
  lock(em: EntityManager): Promise<void>;
  /** The figures that count now, of all periods of those given. */
  ofPeriods(em: EntityManager, figures: readonly OfficialFigure[]): Promise<OfficialFigure[]>;
  save(em: EntityManager, plan: ImportPlan, signature: Signature): Promise<void>;
  /** The figures that count now and stand in the scorecard. */
  forScorecard(): Promise<OfficialFigure[]>;
}

/** Who imported, and when. */
export interface Signature {
  readonly caller: string;
  readonly at: Date;
}

export interface TallyReader {
  /** All counts of one moment. */
  read(): Promise<Tally>;
}
