import type { EntityManager } from '@safe-community/database';
import { invalid, notFound, Refusal, type Decision, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { keptDigest, type Keyring } from '@safe-community/security/encryption';
import {
  given,
  importedId,
  KNOWN_OTHERWISE,
  ROW_ANSWER,
  updateKey,
  type Bound,
  type ImportSource,
  type Write,
} from '@safe-community/service-kit';
import { isTest } from '@safe-community/telemetry';
import {
  actorOf,
  decryptPersonal,
  encryptedOf,
  eraseTime,
  lockIncident,
  readEncrypted,
  saveChange,
  toListed,
  type Incident,
  type IncidentCase,
} from '../incident/module.ts';
import type { ImportedChange } from './imported-course.ts';
import { differencesOf } from './imported-facts.ts';
import type { ImportedRow, RowResult } from './imported-row.ts';
import { NO_COURSE, updateOf } from './imported-update.ts';
import { eventsOfChanges } from './report.events.ts';
import { takeReport, type CheckedRow, type ReportingMemory } from './take-report.ts';

/** A later version of a row that was imported before. */
export interface LaterVersion {
  readonly row: ImportedRow;
  readonly checked: CheckedRow;
  readonly sourceSystem: string;
}

interface UpdateNeeds {
  readonly memory: ReportingMemory;
  readonly keyring: Keyring;
}

const { command } = given<UpdateNeeds>();

/** Takes the steps that the source has taken since, in one transaction with their events. */
const updateRow = command(ROW_ANSWER, {
  // Each version has an id of its own.
  inOrder: ({ sourceSystem, row }: LaterVersion) => [`${sourceSystem}/${row.externalId}`],
  load: ({ tx, command: { sourceSystem, row }, deps: { keyring } }) =>
    lockKnown(tx, keyring, sourceSystem, row.externalId),
  decide: ({ loaded: stored, command: later, newId, deps: { memory } }) => missingSteps(memory, stored, later, newId),
  async save({ tx, change: update, now, call, deps: { memory, keyring } }) {
    const note = { actor: actorOf(call), recordedAt: now, reason: '' };
    for (const { change } of update.changes) {
      await saveChange(tx, keyring, { ...change, incident: handledElsewhere(memory, change.incident) }, note);
    }
    return update;
  },
  events: ({ saved: { changes } }) => eventsOfChanges(changes),
  subjects: ({ saved: { incidentId } }) => [incidentId],
  reply: ({ saved: { incidentId } }) => incidentId,
});

interface Update {
  readonly incidentId: string;
  readonly changes: readonly ImportedChange[];
}

export interface UpdateParts {
  readonly bound: Bound<UpdateNeeds>;
  readonly source: ImportSource;
  readonly call: CallContext;
}

/**
 * Each version is applied once, so an import that was killed is sent again. A version that says something else about the
 * incident changes nothing.
 *
 * @param digest SHA-256 of its content.
 */
export async function updateKnownRow(
  { bound, source, call }: UpdateParts,
  later: LaterVersion,
  digest: Buffer,
): Promise<RowResult> {
  const keep = keptDigest(bound.deps.keyring);
  const key = updateKey(source.sourceSystem, later.row.externalId, digest, source.by, keep);
  try {
    const { response: incidentId, repeated } = await updateRow.write(bound, key, later, call);
    return { outcome: repeated ? 'known' : 'updated', incidentId };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return outcomeOf(error);
  }
}

const NOTHING_NEW = 'NOTHING_NEW';

function outcomeOf(refusal: Refusal): RowResult {
  const { reason, message, violations } = refusal;
  if (reason === NOTHING_NEW) return { outcome: 'known', incidentId: message };
  if (refusal.kind === 'not-found') return { outcome: 'different', violations: [KNOWN_OTHERWISE] };
  if (violations.length === 0) throw refusal;
  return { outcome: 'different', violations };
}

/** The incident of the row, locked, with its personal data. */
async function lockKnown(
  tx: EntityManager,
  keyring: Keyring,
  sourceSystem: string,
  externalId: string,
): Promise<Decision<Incident>> {
  const incidentId = await importedId(tx, sourceSystem, externalId);
  const locked = incidentId === undefined ? undefined : await lockIncident(tx, incidentId);
  if (locked === undefined) return notFound('incident');
  const row = await readEncrypted(tx, locked.incidentId);
  if (row === undefined) throw new Error('a locked incident has disappeared');
  return { ...toListed(row), ...locked, personal: decryptPersonal(keyring, locked.incidentId, encryptedOf(row)) };
}

const ERASED: Violation = {
  field: 'external_id',
  rule: 'is of an incident whose personal data was erased; it no longer changes',
};

/** The steps that the incident lacks. A refusal if there are none, or if the version differs otherwise. */
function missingSteps(
  memory: ReportingMemory,
  stored: Incident,
  { row, checked, sourceSystem }: LaterVersion,
  newId: Write['newId'],
): Decision<Update> {
  if (stored.erasedAt !== undefined) return invalid([ERASED]);
  const { incidentId } = stored;
  const { receivedAt } = checked;
  const source = { system: sourceSystem, externalId: row.externalId };
  const asNew = takeReport(memory, checked, { incidentId, receivedAt, source, isTest: isTest() }, undefined);
  const { onSceneAt, course = NO_COURSE } = row;
  const { changes, differences } = updateOf(stored, { onSceneAt, course }, newId);
  const all = [...differencesOf(stored, asNew, (code) => memory.territory.successor(code)), ...differences];
  if (all.length > 0) return invalid(all);
  if (changes.length === 0) return new Refusal('failed-precondition', incidentId, { reason: NOTHING_NEW });
  return { incidentId, changes };
}

/** Another system handles the incident: nothing is expected here. Its retention counts from its end. */
function handledElsewhere({ catalogue }: ReportingMemory, incident: IncidentCase): IncidentCase {
  const { state, stateSince, category } = incident;
  const isOver = state === 'closed' || state === 'rejected';
  const eraseAt = isOver ? eraseTime(catalogue.policyAt(category, stateSince), stateSince) : incident.eraseAt;
  return { ...incident, dueAt: undefined, eraseAt };
}
