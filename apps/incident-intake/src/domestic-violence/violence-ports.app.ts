import type { EntityManager } from '@safe-community/database';
import type { CaseFacts } from './case-facts.ts';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { ProtectionOrder } from './protection-order.ts';
import type { Referral } from './referral.ts';
import type { Assessment, ViolenceCase } from './violence-case.ts';
import type { IncidentCase } from '../incident/incident-case.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import type { Seen } from '../incident/access.adapter.ts';

/**
 * Cases of domestic violence of locked incidents. All calls belong to the transaction of `em`; what is personal lies
 * under the key of the case: PERSONAL_DATA_ERASED when there is none any more.
 */
export interface ViolenceBook {
  find(em: EntityManager, incidentId: string): Promise<ViolenceCase | undefined>;
  /** At version 0: what opens it makes it version 1. */
  open(em: EntityManager, incidentId: string, at: Date): Promise<void>;
  saveFacts(em: EntityManager, incidentId: string, facts: CaseFacts): Promise<void>;
  saveAssessment(em: EntityManager, incidentId: string, assessment: Assessment): Promise<void>;
  addOrder(em: EntityManager, incidentId: string, order: ProtectionOrder): Promise<void>;
  addReferral(em: EntityManager, incidentId: string, referral: Referral): Promise<void>;
  saveAcceptance(em: EntityManager, referral: Referral): Promise<void>;
  addVisit(em: EntityManager, incident: IncidentCase, visit: FollowUpVisit): Promise<void>;
  saveVisit(em: EntityManager, incidentId: string, visit: FollowUpVisit): Promise<void>;
  /** Ends a change of a case that is at this version; resolves to the next one. */
  nextVersion(em: EntityManager, incidentId: string, version: number): Promise<number>;
  /** Takes visits that are overdue and of which nobody was told, the oldest first, and marks them as told. */
  takeOverdue(em: EntityManager, now: Date, most: number): Promise<OverdueVisit[]>;
}

/** A visit that was due, and as much of its incident as the fact of it tells. */
export interface OverdueVisit extends Pick<
  IncidentCase,
  'incidentId' | 'category' | 'hromadaCode' | 'oblastCode' | 'demonstration' | 'synthetic' | 'state'
> {
  readonly visitId: string;
  readonly dueAt: Date;
}

export interface ViolencePorts extends CasePorts {
  readonly violence: ViolenceBook;
}

/** A visit as it is listed: nothing personal. */
export interface DueVisit {
  readonly incidentId: string;
  readonly visitId: string;
  readonly hromadaCode: string;
  readonly dueAt: Date;
}

/** Where a page begins: after this visit. */
export interface VisitPlace {
  readonly dueAt: Date;
  readonly visitId: string;
}

interface VisitFilter {
  readonly dueBy: Date;
  /** Beginnings of codes of hromadas, each with % behind it, or whole codes. */
  readonly within: readonly string[];
}

export interface ViolenceReader {
  find(incidentId: string): Promise<ClosedCase | undefined>;
  /** How many other cases name the same offender. */
  countOthers(incidentId: string): Promise<number>;
  /** Visits due and not done, the oldest first. */
  listDue(filter: VisitFilter, after: VisitPlace | undefined, most: number): Promise<DueVisit[]>;
}

/** An incident whose case is still encrypted. */
interface ClosedCase extends Seen {
  /** Decrypts the case, for a caller who is entitled to it; none when it was not opened. */
  open(): Promise<LinkedCase | undefined>;
}

export interface LinkedCase {
  readonly violence: ViolenceCase;
  /** Other cases with the same offender, newest first. */
  readonly otherIncidentIds: readonly string[];
}
