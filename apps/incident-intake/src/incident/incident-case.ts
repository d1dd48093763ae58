import type { Casualties } from '@safe-community/domain-kit';
import type { Category, ExternalClassification, ResponderKind, Urgency } from '../catalogue/module.ts';
import type { AppliedTarget } from '../targets/module.ts';
import type { Channel } from './channel.ts';
import type { SchoolMatter } from './school-matter.ts';
import type { IncidentState } from './states.ts';

/** A dispatched responder, with its own times. */
export interface Responder {
  readonly responderId: string;
  readonly kind: ResponderKind;
  readonly unit: string;
  /** Mutual aid: the hromada that the unit comes from; empty for a local unit. */
  readonly homeHromadaCode: string;
  /** Of its crew, as far as they are known: ids of the officer registry. */
  readonly officerIds: readonly string[];
  readonly dispatchedAt: Date;
  readonly enRouteAt?: Date;
  readonly onSceneAt?: Date;
  readonly leftAt?: Date;
  readonly cancelledAt?: Date;
}

/** What an incident is counted by besides its columns: codes, nothing personal. */
export interface CountedBy {
  /** Nothing about the reporter is stored. */
  readonly anonymous: boolean;
  /** The attributes that are chosen from values of the catalogue. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly externalClassification?: ExternalClassification | undefined;
}

/** An incident as its steps see it, without personal data. */
export interface IncidentCase {
  readonly incidentId: string;
  /** Grows by one with each change, from 1. */
  readonly version: number;
  readonly state: IncidentState;
  /** When the state was reached. */
  readonly stateSince: Date;
  readonly category: Category;
  readonly channel: Channel;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly starostaDistrictCode: string;
  /** Also of a city district; empty if unknown. */
  readonly settlementCode: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly onSceneAt: Date | undefined;
  /** Reported as a test, or found to be one at its end: no list has it but that of tests, and it is never counted. */
  readonly isTest: boolean;
  /** A test from its first word, whose events are marked. A test that was found at the end is withdrawn like a false call. */
  readonly reportedAsTest: boolean;
  readonly urgency: Urgency;
  /** Undefined until somebody states them: nobody knows then whether anyone was hurt. */
  readonly casualties: Casualties | undefined;
  /** Empty while nobody is responsible for the place. */
  readonly responsibleOfficerId: string;
  readonly responders: readonly Responder[];
  /** The incident of which this one is a duplicate. */
  readonly mergedInto: string | undefined;
  /** The state that an unmerge restores. */
  readonly stateBeforeMerge: IncidentState | undefined;
  /** When the next step is expected. */
  readonly dueAt: Date | undefined;
  /** How often an expected time has passed since the last step. */
  readonly escalationLevel: number;
  /** When the key of the case is due to be destroyed. */
  readonly eraseAt: Date | undefined;
  readonly legalHold: boolean;
  readonly erasedAt: Date | undefined;
  /** Undefined for sensitive categories. */
  readonly countedBy: CountedBy | undefined;
  /** Of school safety, if it is known; the report never changes. */
  readonly schoolMatter: SchoolMatter | undefined;
  /** The targets of the day of its receipt. */
  readonly targets: readonly AppliedTarget[];
}

/** One change of an incident, as its history keeps it. */
export interface CaseChange {
  /** The incident after the change; its version grows when it is saved. */
  readonly incident: IncidentCase;
  /** "triaged", "responder-dispatched": see HistoryEntry.kind of the contract. */
  readonly kind: string;
  readonly happenedAt: Date;
  /** Details of the change, nothing personal. */
  readonly details: Readonly<Record<string, string>>;
  /** Its source does not say when it happened: no duration follows from it. */
  readonly isTimeUnknown?: boolean;
}
