import type { EntityManager } from '@safe-community/database';
import type { UnitOfWork } from '@safe-community/ledger';
import type { IncidentCase } from '../incident/incident-case.ts';
import type { CaseBook, Catalogue } from '../incident/case-ports.app.ts';
import type { BeatBook, Origin } from '../incident/ports.app.ts';

/** Which open incidents are looked at. */
export type Look =
  /** Those of hromadas where who answers has changed since they were all seen. */
  | { readonly kind: 'changed' }
  /** Those received since then. */
  | { readonly kind: 'recent'; readonly since: Date }
  | { readonly kind: 'open' };

export type RoutingCause = 'beat_changed' | 'officer_state_changed';

type Routable = 'incidentId' | 'category' | 'hromadaCode' | 'oblastCode' | 'demonstration' | 'state' | 'synthetic';

/** An incident for which another officer answers from now on, or nobody. */
export interface Rerouted extends Pick<IncidentCase, Routable> {
  /** Empty when nobody did. */
  readonly formerOfficerId: string;
  /** Empty when nobody does. */
  readonly responsibleOfficerId: string;
  readonly cause: RoutingCause;
}

/** Open incidents as routing sees them. All calls belong to the transaction of `em`. */
export interface RoutedIncidents {
  /**
   * Gives incidents to whoever answers for their place by what is stored of the beats, with an entry of the history
   * each; `most` at once, by their ids. None while another transaction does the same or notes who is on a beat.
   */
  reroute(em: EntityManager, look: Look, most: number, at: Date): Promise<Rerouted[]>;
  /** Locks up to `most` whose expected time has passed, without those that others have locked. */
  overdue(em: EntityManager, at: Date, most: number): Promise<IncidentCase[]>;
}

export interface RoutingPorts {
  readonly routed: RoutedIncidents;
  readonly cases: CaseBook;
  readonly beats: BeatBook;
  readonly catalogue: Catalogue;
  readonly unitOfWork: UnitOfWork;
  readonly origin: Origin;
}
