import type { EntityManager } from '@safe-community/database';
import type { UnitOfWork } from '@safe-community/ledger';
import type { Catalogue } from '../catalogue/module.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import type { Actor } from './actor.ts';
import type { BeatBook, Origin } from './ports.app.ts';

export type { Catalogue } from '../catalogue/module.ts';

/** Incidents as their course sees them. All calls belong to the transaction of `em`. */
export interface CaseBook {
  /** Reads one and locks it until the commit. */
  lock(em: EntityManager, incidentId: string): Promise<IncidentCase | undefined>;
  /**
   * Saves a change of a locked incident, with its entry of the history; the version grows by one. A reason is
   * sealed under the key of the case: refused with PERSONAL_DATA_ERASED when there is none any more.
   */
  save(em: EntityManager, change: CaseChange, actor: Actor, reason: string): Promise<IncidentCase>;
}

/** What the steps of an incident need. */
export interface CasePorts {
  readonly cases: CaseBook;
  readonly catalogue: Catalogue;
  readonly unitOfWork: UnitOfWork;
  readonly origin: Origin;
}

/** What a step needs by which an incident is open again. */
export interface ReopenPorts extends CasePorts {
  readonly beats: Pick<BeatBook, 'responsible'>;
}
