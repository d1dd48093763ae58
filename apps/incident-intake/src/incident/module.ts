import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { INCIDENT_ENCRYPTED_TABLES, INCIDENT_RIGHTS } from './incident-rights.store.ts';
import { INCIDENT_TABLES } from './incident-tables.store.ts';

export { readsOf } from './sensitive-reads.adapter.ts';

export { checkAccess, maySeeIncident, requireCategoryAccess, type Seen } from './access.adapter.ts';
export { THIS_SERVICE, type Actor } from './actor.ts';
export { correctCasualties } from './corrections.ts';
export * from './contract-enums.mapping.ts';
export { countParts } from './count-parts.store.ts';
export { branchKey, branchText, IS_FOLLOWED, IS_UNROUTED } from './branch-key.store.ts';
export { firstIdOf } from './id-range.store.ts';
export type { CaseChange, CountedBy, IncidentCase, Responder } from './incident-case.ts';
export {
  actorOf,
  eventsOfStep,
  incidentStep,
  incidentStepGiven,
  lockForStep,
  saveStep,
  type AnsweredStep,
  type IncidentSteps,
  type SavedStep,
  type SavingStep,
  type Step,
  type StepRequest,
} from './incident-step.commands.ts';
export {
  correctedEvent,
  countedByOf,
  countedIncident,
  eventsOfArrival,
  eventsOfResponder,
  incidentOf,
  placeOf,
  routedEvent,
  type Rerouted,
} from './incident.events.ts';
export { CASE_COLUMNS, caseKey, lockIncident, reasonPart, saveChange, toCase, type CaseRow } from './incident.store.ts';
export { merge, notADuplicate, unmerge, type BothChanges } from './merge.ts';
export {
  NOTHING_PERSONAL,
  type Attachment,
  type Attributes,
  type Incident,
  type Person,
  type Personal,
  type Source,
} from './incident.ts';
export { type Channel } from './channel.ts';
export { keyOf, encryptedOf, type KeyColumns, type EncryptedColumns } from './key-columns.store.ts';
export { checkRoom } from './parts.ts';
export { isPublicChange, PUBLIC_TIME } from './public-change.store.ts';
export { isNear, isOf, isOfOneOblast, type KnownHromada, type Point } from './place.ts';
export { checkOfficerIds, checkUnit, dispatchResponder, recordProgress, stepTime } from './responders.ts';
export { RESPONDERS_OF_MANY, respondersOf, toResponder, type ResponderRow } from './responders.store.ts';
export { findSeen, SEEN_COLUMNS, seenOf, type SeenColumns } from './seen-columns.store.ts';
export { schoolMatterOf } from './school-matter.ts';
export { checkReadReason } from './read-reason.ts';
export {
  demandReader,
  readSensitive,
  recordReads,
  type ReadAudit,
  type ReadOrder,
  type ReadPorts,
  type SensitiveReadReader,
  type SensitiveReads,
} from './sensitive-reads.adapter.ts';
export { checkReason, checkStatement } from './statement.ts';
export { INCIDENT_STATES, isOpen, legalStates, OPEN_STATES, type IncidentState } from './states.ts';
export { statusOf } from './status.mapping.ts';
export { close, dueTime, eraseTime, reject, reopen, resolve, triage } from './steps.ts';

/** The aggregate: its states and steps, its store and history, and who may see it. Other modules declare its methods. */
export const incident: Module<unknown> = {
  name: 'incident',
  migrations: [defineMigration('2026-12-01-incident', INCIDENT_TABLES)],
  rights: INCIDENT_RIGHTS,
  encryptedTables: INCIDENT_ENCRYPTED_TABLES,
};
export { reasonDigests, sensitiveReads } from './sensitive-reads.store.ts';
