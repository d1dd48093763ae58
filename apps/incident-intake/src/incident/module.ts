import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { INCIDENT_ENCRYPTED_TABLES, INCIDENT_RIGHTS } from './incident-rights.store.ts';
import { INCIDENT_INDEXES } from './incident-indexes.store.ts';
import { INCIDENT_TABLES } from './incident-tables.store.ts';

export { readsOf } from './sensitive-reads.adapter.ts';

export { checkAccess, maySeeIncident, requireCategoryAccess, type Seen } from './access.adapter.ts';
export { THIS_SERVICE, type Actor } from './actor.ts';
export { correctCasualties } from './corrections.ts';
export * from './contract-enums.mapping.ts';
export { branchKey, branchText, IS_UNROUTED } from './branch-key.store.ts';
export { firstIdOf } from './id-range.store.ts';
export { destroyKey, findErasureTimes, lockDue, type ErasureTimes } from './erasure.store.ts';
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
export { caseKey, lockFree, lockIncident, saveChange } from './incident.store.ts';
export type { NewIncident, ReceivedIncident } from './incident-columns.store.ts';
export { readHistory, type HistoryEntry } from './history.store.ts';
export {
  incidentFinder,
  readEncrypted,
  toListed,
  type IncidentFinder,
  type IncidentRow,
} from './incident-rows.store.ts';
export { listIncidents, type IncidentFilter } from './list-statement.store.ts';
export { assignOfficers, lockMisrouted, lockOverdue, type RoutingScope } from './misrouted.store.ts';
export { ensureMonthPartitions } from './month-partitions.store.ts';
export {
  courseIncidents,
  encryptIncident,
  newHistory,
  newIncidents,
  newResponders,
  type Insert,
  type NewEntry,
  type NewResponder,
} from './new-incidents.store.ts';
export { decryptPersonal, reporterDigest } from './personal-data.store.ts';
export { lockUnindexed, saveDigests, type EncryptedRow, type IndexedReporter } from './reporter-index.store.ts';
export { reporterFinder, type FoundReport, type ReporterFinder } from './reporter-search.store.ts';
export { countDuplicates, primaryOf } from './merged.store.ts';
export { merge, notADuplicate, unmerge, type BothChanges } from './merge.ts';
export { type Attachment, type Attributes, type Incident, type Person, type Source } from './incident.ts';
export { type Channel } from './channel.ts';
export { keyOf, encryptedOf, type KeyColumns, type EncryptedColumns } from './key-columns.store.ts';
export {
  ENCRYPTED_INCIDENTS,
  INCIDENT_ROWS,
  KEYED_CASES,
  PUBLIC_CHANGES,
  REQUEST_ROWS,
  SENT_SERVICES,
} from './offered-rows.store.ts';
export { checkRoom } from './parts.ts';
export { IS_PUBLISHABLE, PUBLIC_TIME } from './public-change.store.ts';
export { type KnownHromada, type Point } from './place.ts';
/** @public Imported by pure files of other modules from where it is. */
export { isNear, isOf, isOfOneOblast } from './place.ts';
export { checkOfficerIds, checkUnit, dispatchResponder, recordProgress, stepTime } from './responders.ts';
export { isAnybodySent, RESPONDERS_OF_MANY, toResponder, type ResponderRow } from './responders.store.ts';
export { findPlace, findSeen, SEEN_COLUMNS, seenOf, type SeenColumns } from './seen-columns.store.ts';
/** @public Imported by pure files of other modules from where it is. */
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

/** The aggregate: its states and steps, its rows, lists and history, and who may see it. Other modules declare its methods. */
export const incident: Module<unknown> = {
  name: 'incident',
  migrations: [defineMigration('2026-12-01-incident', [...INCIDENT_TABLES, ...INCIDENT_INDEXES])],
  rights: INCIDENT_RIGHTS,
  encryptedTables: INCIDENT_ENCRYPTED_TABLES,
};
export { reasonDigests, sensitiveReads } from './sensitive-reads.store.ts';
