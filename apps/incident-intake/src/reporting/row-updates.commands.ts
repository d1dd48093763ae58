import type { EntityManager } from '@safe-community/database';
import { invalid, notFound, Refusal, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { keptDigest, type Keyring } from '@safe-community/security/encryption';
import {
  importedId,
  KNOWN_OTHERWISE,
  ROW_ANSWER,
  updateKey,
  type ImportSource,
  type Runtime,
} from '@safe-community/service-kit';
import {
  actorOf,
  encryptedOf,
  eraseTime,
  lockIncident,
  saveChange,
  type Incident,
  type IncidentCase,
} from '../incident/module.ts';
import { readEncrypted, toListed } from './incident-rows.store.ts';
import type { ImportedChange } from './imported-course.ts';
import { differencesOf } from './imported-facts.ts';
import type { ImportedRow, RowResult } from './imported-row.ts';
import { NO_COURSE, updateOf } from './imported-update.ts';
import { decryptPersonal } from './personal-data.store.ts';
import { eventsOfChanges } from './report.events.ts';
import { takeReport, type CheckedRow, type ReportingMemory } from './take-report.adapter.ts';

/** A later version of a row that was imported before. */
export interface LaterVersion {
  readonly row: ImportedRow;
  readonly checked: CheckedRow;
  /** SHA-256 of its content. */
  readonly digest: Buffer;
}

export interface UpdateParts {
  readonly memory: ReportingMemory;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly source: ImportSource;
  readonly call: CallContext;
}

/**
 * Takes the steps that the source has taken since, in one transaction with their events. Each version is applied once, so
 * an import that was killed is sent again. A version that says something else about the incident changes nothing.
 */
export async function updateKnownRow(parts: UpdateParts, later: LaterVersion): Promise<RowResult> {
  const { runtime, source, keyring } = parts;
  const { row, digest } = later;
  const key = updateKey(source.sourceSystem, row.externalId, digest, source.by, keptDigest(keyring));
  let isNew = false;
  try {
    const answer = await runtime.unitOfWork.write(key, async (tx) => {
      isNew = true;
      const stored = await lockKnown(tx, parts, row.externalId);
      const changes = missingSteps(parts, later, stored);
      await saveChanges(tx, parts, changes);
      const { incidentId } = stored;
      return { answer: ROW_ANSWER.encode(incidentId), events: eventsOfChanges(changes), about: [incidentId] };
    });
    return { outcome: isNew ? 'updated' : 'known', incidentId: ROW_ANSWER.decode(answer) };
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
  { keyring, source: { sourceSystem } }: UpdateParts,
  externalId: string,
): Promise<Incident> {
  const incidentId = await importedId(tx, sourceSystem, externalId);
  const locked = incidentId === undefined ? undefined : await lockIncident(tx, incidentId);
  if (locked === undefined) throw notFound('incident');
  const row = await readEncrypted(tx, locked.incidentId);
  if (row === undefined) throw new Error('a locked incident has disappeared');
  return { ...toListed(row), ...locked, personal: decryptPersonal(keyring, locked.incidentId, encryptedOf(row)) };
}

const ERASED: Violation = {
  field: 'external_id',
  rule: 'is of an incident whose personal data was erased; it no longer changes',
};

/** Throws a Refusal if there is none, or if the version differs otherwise. */
function missingSteps(
  { memory, source: { sourceSystem }, runtime }: UpdateParts,
  { row, checked }: LaterVersion,
  stored: Incident,
): readonly ImportedChange[] {
  if (stored.erasedAt !== undefined) throw invalid([ERASED]);
  const { receivedAt } = checked;
  const source = { system: sourceSystem, externalId: row.externalId };
  const asNew = takeReport(memory, checked, { incidentId: stored.incidentId, receivedAt, source }, undefined);
  const { onSceneAt, course = NO_COURSE } = row;
  const { changes, differences } = updateOf(stored, { onSceneAt, course }, (at) => runtime.clock.newId(at));
  const all = [...differencesOf(stored, asNew, (code) => memory.territory.successor(code)), ...differences];
  if (all.length > 0) throw invalid(all);
  if (changes.length === 0) throw new Refusal('failed-precondition', stored.incidentId, { reason: NOTHING_NEW });
  return changes;
}

/** Another system handles the incident: nothing is expected here. Its retention counts from its end. */
async function saveChanges(
  tx: EntityManager,
  { memory, keyring, runtime, call }: UpdateParts,
  changes: readonly ImportedChange[],
): Promise<void> {
  const note = { actor: actorOf(call), recordedAt: runtime.clock.now(), reason: '' };
  for (const { change } of changes) {
    await saveChange(tx, keyring, { ...change, incident: handledElsewhere(memory, change.incident) }, note);
  }
}

function handledElsewhere({ catalogue }: ReportingMemory, incident: IncidentCase): IncidentCase {
  const { state, stateSince, category } = incident;
  const isOver = state === 'closed' || state === 'rejected';
  const eraseAt = isOver ? eraseTime(catalogue.policyAt(category, stateSince), stateSince) : incident.eraseAt;
  return { ...incident, dueAt: undefined, eraseAt };
}
