import type { EntityManager } from '@safe-community/database';
import type { Addition } from './addition.ts';
import type { ReportStanding } from './public-status.ts';
import type { ReopenPorts } from '../incident/case-ports.app.ts';
import type { Origin, TrackingTokens } from '../incident/ports.app.ts';

/** What reporters added. The incident must be locked in the transaction of `em`. */
export interface AdditionBook {
  count(em: EntityManager, incidentId: string): Promise<number>;
  /** Seals it under the key of the case: refused with PERSONAL_DATA_ERASED when there is none any more. */
  add(em: EntityManager, incidentId: string, additionId: string, addition: Addition): Promise<void>;
}

/** Where reports stand, as their reporters may see it. */
export interface ReportStandings {
  find(incidentId: string): Promise<ReportStanding | undefined>;
  /** With what the transaction has changed. */
  findWithin(em: EntityManager, incidentId: string): Promise<ReportStanding | undefined>;
}

export interface StatusPorts {
  readonly tokens: Pick<TrackingTokens, 'read'>;
  readonly standings: ReportStandings;
  readonly origin: Origin;
}

export interface FollowUpPorts extends ReopenPorts, StatusPorts {
  readonly additions: AdditionBook;
}
