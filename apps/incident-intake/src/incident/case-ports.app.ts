import type { EntityManager } from '@safe-community/database';
import type { UnitOfWork } from '@safe-community/ledger';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import type { Category } from '../catalogue/category.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import type { Actor } from './actor.ts';
import type { Origin } from './ports.app.ts';

/** What holds now of what may be reported and what is expected then. */
export interface Catalogue {
  /** From 1. */
  readonly revision: number;
  policy(category: Category): CategoryPolicy;
}

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
