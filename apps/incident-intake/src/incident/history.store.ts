import { rows, toDate, type Database } from '@safe-community/database';
import { decryptWith, type Keyring } from '@safe-community/security/encryption';
import { keyOf, type KeyColumns } from './key-columns.store.ts';
import { reasonPart } from './incident.store.ts';
import type { IncidentState } from './states.ts';

/** One change of an incident: who did what, when and why. */
export interface HistoryEntry {
  /** The version that the change made; 1 is the report. */
  readonly version: number;
  readonly kind: string;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
  readonly system: string;
  readonly actingUser: string;
  /** Absent for the report. */
  readonly formerState: IncidentState | undefined;
  readonly state: IncidentState;
  /** Empty if none was given, or after erasure. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Entries above version `after`, oldest first. The report itself is stored as the incident, later versions here. */
export async function readHistory(
  database: Database,
  keyring: Keyring,
  incidentId: string,
  after: number,
  most: number,
): Promise<HistoryEntry[]> {
  const entries = await rows<EntryRow>(database.em.fork(), PAGE, [incidentId, after, most]);
  return entries.map((entry) => ({ ...toEntry(entry), reason: reasonOf(keyring, incidentId, entry) }));
}

/**
 * The state of the first version is the former state of the second, else the current one. One statement reads key and
 * reasons, so it sees a step that creates the key, or an erasure, in both or in neither.
 */
const PAGE = `
  select entry.*, keyed.key_id, keyed.wrapped_key from (
    select 1 as version, 'reported' as kind, received_at as happened_at, received_at as recorded_at,
      reported_by as system, acting_user, null as former_state, coalesce(second.former_state, incident.state) as state,
      json_strip_nulls(json_build_object('channel', channel, 'source_system', source_system,
        'test', case when reported_as_test then 'true' end)) as details,
      null::bytea as sealed_reason
    from incident
      left join (select former_state from case_history where incident_id = $1 and version = 2) as second on true
    where incident_id = $1 and $2 < 1
    union all
    (select version, kind, happened_at, recorded_at, system, acting_user, former_state, state, details::json,
      sealed_reason
    from case_history where incident_id = $1 and version > $2 order by version limit $3)
  ) as entry, incident as keyed
  where keyed.incident_id = $1
  order by entry.version limit $3`;

interface EntryRow extends KeyColumns {
  readonly version: number;
  readonly kind: string;
  readonly happened_at: string;
  readonly recorded_at: string;
  readonly system: string;
  readonly acting_user: string;
  readonly former_state: IncidentState | null;
  readonly state: IncidentState;
  readonly details: Readonly<Record<string, string>>;
  readonly sealed_reason: Buffer | null;
}

function toEntry(row: EntryRow): Omit<HistoryEntry, 'reason'> {
  return {
    version: row.version,
    kind: row.kind,
    happenedAt: toDate(row.happened_at),
    recordedAt: toDate(row.recorded_at),
    system: row.system,
    actingUser: row.acting_user,
    formerState: row.former_state ?? undefined,
    state: row.state,
    details: row.details,
  };
}

/** Nothing personal can be decrypted after the key of the case is destroyed. */
function reasonOf(keyring: Keyring, incidentId: string, entry: EntryRow): string {
  const [key, { version, sealed_reason: sealed }] = [keyOf(entry), entry];
  if (sealed === null || key === undefined) return '';
  return decryptWith(keyring, incidentId, key, reasonPart(version), sealed)['reason'] ?? '';
}
