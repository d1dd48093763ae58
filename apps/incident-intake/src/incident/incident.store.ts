import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import { encryptWith, newCaseKey, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import type { Category, Urgency } from '../catalogue/module.ts';
import type { Actor } from './actor.ts';
import type { AppliedTarget } from '../targets/module.ts';
import type { Channel } from './channel.ts';
import type { CaseChange, CountedBy, IncidentCase } from './incident-case.ts';
import { keyOf, type KeyColumns } from './key-columns.store.ts';
import { isPublicChange } from './public-change.store.ts';
import { respondersOf, saveResponders } from './responders.store.ts';
import type { SchoolMatter } from './school-matter.ts';
import type { IncidentState } from './states.ts';

/** Reads an incident and locks it until the commit. */
export async function lockIncident(tx: EntityManager, incidentId: string): Promise<IncidentCase | undefined> {
  const [row] = await rows<CaseRow>(
    tx,
    `select ${CASE_COLUMNS} from incident where incident_id = $1 for no key update`,
    [incidentId],
  );
  return row && { ...toCase(row), responders: await respondersOf(tx, incidentId) };
}

/** Locks those of the incidents that are not locked already, and returns their ids. */
export async function lockFree(tx: EntityManager, incidentIds: readonly string[]): Promise<string[]> {
  const free = await rows<{ incident_id: string }>(
    tx,
    'select incident_id from incident where incident_id = any($1::uuid[]) for no key update skip locked',
    [incidentIds],
  );
  return free.map(({ incident_id }) => incident_id);
}

/** Who made a change, when it was recorded, and why. */
export interface HistoryNote {
  readonly actor: Actor;
  readonly recordedAt: Date;
  /** Encrypted under the key of the case; empty for none. */
  readonly reason: string;
}

/**
 * Saves a change of a locked incident with its history entry; the version grows by one. PERSONAL_DATA_ERASED if a
 * reason is given and the key of the case is gone.
 */
export async function saveChange(
  tx: EntityManager,
  keyring: Keyring,
  change: CaseChange,
  note: HistoryNote,
): Promise<IncidentCase> {
  const { incident } = change;
  const formerState = await saveColumns(tx, incident);
  const saved = { ...incident, version: incident.version + 1 };
  await saveResponders(tx, incident.incidentId, incident.responders);
  await appendHistory(tx, keyring, { ...change, incident: saved }, formerState, note);
  return saved;
}

/** Returns the former state. The version is in the condition, so that only a locked incident changes. */
async function saveColumns(tx: EntityManager, incident: IncidentCase): Promise<string> {
  const { casualties } = incident;
  const [row] = await rows<{ former: string }>(tx, SAVE, [
    incident.incidentId,
    incident.version,
    incident.state,
    incident.stateSince,
    incident.onSceneAt ?? null,
    incident.urgency,
    casualties?.killed ?? null,
    casualties?.injured ?? null,
    casualties?.childrenKilled ?? null,
    casualties?.childrenInjured ?? null,
    casualties?.defendersKilled ?? null,
    casualties?.defendersInjured ?? null,
    incident.responsibleOfficerId || null,
    incident.mergedInto ?? null,
    incident.stateBeforeMerge ?? null,
    incident.dueAt ?? null,
    incident.escalationLevel,
    incident.eraseAt ?? null,
    incident.legalHold,
    incident.isTest,
  ]);
  if (row === undefined) throw new Error('an incident was changed without being locked');
  return row.former;
}

const SAVE = `
  with former as (select state from incident where incident_id = $1)
  update incident set
    version = version + 1, changed_at = case when state = $3 then changed_at else now() end, state = $3, state_since = $4, on_scene_at = $5, urgency = $6,
    killed = $7, injured = $8, children_killed = $9, children_injured = $10,
    defenders_killed = $11, defenders_injured = $12, responsible_officer_id = $13,
    merged_into = $14, state_before_merge = $15, due_at = $16, escalation_level = $17,
    erase_at = $18, legal_hold = $19, is_test = $20
  where incident_id = $1 and version = $2
  returning (select state from former) as former`;

/** The columns of an incident that its steps read. */
export const CASE_COLUMNS = `incident_id, version, state, state_since, category, hromada_code, oblast_code,
  starosta_district_code, settlement_code, occurred_at, received_at, on_scene_at, urgency, killed, injured,
  children_killed, children_injured, defenders_killed, defenders_injured, responsible_officer_id, merged_into,
  state_before_merge, due_at, escalation_level, erase_at, legal_hold, erased_at, is_test, reported_as_test, channel, counted_by,
  school_matter, targets`;

export interface CaseRow {
  readonly incident_id: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly state_since: string;
  readonly category: Category;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly starosta_district_code: string;
  readonly settlement_code: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly on_scene_at: string | null;
  readonly urgency: Urgency;
  readonly killed: number | null;
  readonly injured: number | null;
  readonly children_killed: number | null;
  readonly children_injured: number | null;
  readonly defenders_killed: number | null;
  readonly defenders_injured: number | null;
  readonly responsible_officer_id: string | null;
  readonly merged_into: string | null;
  readonly state_before_merge: IncidentState | null;
  readonly due_at: string | null;
  readonly escalation_level: number;
  readonly erase_at: string | null;
  readonly legal_hold: boolean;
  readonly erased_at: string | null;
  readonly is_test: boolean;
  readonly reported_as_test: boolean;
  readonly channel: Channel;
  readonly counted_by: CountedBy | null;
  readonly school_matter: SchoolMatter | null;
  readonly targets: readonly AppliedTarget[] | null;
}

/** An incident without its responders, which are in their own table. */
/** Undefined until they were stated, all at once. */
function casualtiesOf(row: CaseRow): IncidentCase['casualties'] {
  if (row.killed === null) return undefined;
  return {
    killed: row.killed,
    injured: row.injured ?? 0,
    childrenKilled: row.children_killed ?? 0,
    childrenInjured: row.children_injured ?? 0,
    defendersKilled: row.defenders_killed ?? 0,
    defendersInjured: row.defenders_injured ?? 0,
  };
}

export function toCase(row: CaseRow): Omit<IncidentCase, 'responders'> {
  return {
    incidentId: row.incident_id,
    version: row.version,
    state: row.state,
    stateSince: toDate(row.state_since),
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    starostaDistrictCode: row.starosta_district_code,
    settlementCode: row.settlement_code,
    occurredAt: toDate(row.occurred_at),
    receivedAt: toDate(row.received_at),
    onSceneAt: toOptionalDate(row.on_scene_at),
    urgency: row.urgency,
    casualties: casualtiesOf(row),
    responsibleOfficerId: row.responsible_officer_id ?? '',
    mergedInto: row.merged_into ?? undefined,
    stateBeforeMerge: row.state_before_merge ?? undefined,
    dueAt: toOptionalDate(row.due_at),
    escalationLevel: row.escalation_level,
    eraseAt: toOptionalDate(row.erase_at),
    legalHold: row.legal_hold,
    erasedAt: toOptionalDate(row.erased_at),
    isTest: row.is_test,
    reportedAsTest: row.reported_as_test,
    channel: row.channel,
    countedBy: row.counted_by ?? undefined,
    schoolMatter: row.school_matter ?? undefined,
    targets: row.targets ?? [],
  };
}

/** The part of a case under which the reason of a version is encrypted. */
export function reasonPart(version: number): string {
  return `history/${version}`;
}

/** Writes the history entry of a change, whose incident has its new version. */
async function appendHistory(
  tx: EntityManager,
  keyring: Keyring,
  { incident, kind, happenedAt, details }: CaseChange,
  formerState: string,
  { actor, recordedAt, reason }: HistoryNote,
): Promise<void> {
  const { incidentId, version, state } = incident;
  const sealed =
    reason === ''
      ? null
      : encryptWith(keyring, incidentId, await caseKey(tx, keyring, incidentId), reasonPart(version), { reason });
  await rows(
    tx,
    `insert into case_history (incident_id, version, kind, happened_at, recorded_at, system, acting_user,
       former_state, state, details, sealed_reason, public_change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      incidentId,
      version,
      kind,
      happenedAt,
      recordedAt,
      actor.system,
      actor.actingUser,
      formerState,
      state,
      JSON.stringify(details),
      sealed,
      isPublicChange(incident, formerState),
    ],
  );
}

/**
 * The key of a case, which encrypts all its personal data; created if the report had none. The incident must be locked.
 * PERSONAL_DATA_ERASED after an erasure, because nothing personal can be added.
 */
export async function caseKey(tx: EntityManager, keyring: Keyring, incidentId: string): Promise<WrappedKey> {
  const [row] = await rows<KeyColumns & { readonly erased: boolean }>(
    tx,
    'select key_id, wrapped_key, erased_at is not null as erased from incident where incident_id = $1',
    [incidentId],
  );
  if (row?.erased === true) {
    throw preconditionFailed(
      'PERSONAL_DATA_ERASED',
      'the personal data of the incident was erased: nothing that must be encrypted can be added, such as a reason',
    );
  }
  const known = row && keyOf(row);
  if (known !== undefined) return known;
  const made = newCaseKey(keyring, incidentId);
  await rows(tx, 'update incident set key_id = $2, wrapped_key = $3 where incident_id = $1', [
    incidentId,
    made.keyId,
    made.wrappedKey,
  ]);
  return made;
}
