import { rows, toDate, type Database } from '@safe-community/database';
import { decryptWith, type Keyring } from '@safe-community/security/encryption';
import type { HistoryEntry, HistoryReader } from '../lifecycle/list-history.app.ts';
import type { IncidentState } from './incident-state.ts';
import { keyOf, type KeyColumns } from '../search/sealed-columns.store.ts';
import { SEEN_COLUMNS, seenOf, type SeenColumns } from '../search/seen-columns.store.ts';
import { reasonPart } from './history-rows.store.ts';

/** The report itself is kept as the incident; every later version has an entry of its own. */
export function historyReader(database: Database, keyring: Keyring): HistoryReader {
  return {
    async find(incidentId) {
      const [found] = await rows<CaseRow>(
        database.em.fork(),
        `select incident_id, ${SEEN_COLUMNS} from incident where incident_id = $1`,
        [incidentId],
      );
      return (
        found && {
          ...seenOf(found),
          async read(after, most) {
            const entries = await rows<EntryRow>(database.em.fork(), PAGE, [found.incident_id, after, most]);
            return entries.map((entry) => ({ ...toEntry(entry), reason: reasonOf(keyring, found.incident_id, entry) }));
          },
        }
      );
    },
  };
}

/**
 * State of the first version: that from which the second led on, else that of today. Key and reasons by one statement:
 * a step that makes the key, and an erasure, are seen in both or in neither.
 */
const PAGE = `
  select entry.*, keyed.key_id, keyed.wrapped_key from (
    select 1 as version, 'reported' as kind, received_at as happened_at, received_at as recorded_at,
      reported_by as system, acting_user, null as former_state, coalesce(second.former_state, incident.state) as state,
      json_strip_nulls(json_build_object('channel', channel, 'source_system', source_system)) as details,
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

interface CaseRow extends SeenColumns {
  readonly incident_id: string;
}

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

/** Nothing personal can be read after the key of the case was destroyed. */
function reasonOf(keyring: Keyring, incidentId: string, entry: EntryRow): string {
  const [key, { version, sealed_reason: sealed }] = [keyOf(entry), entry];
  if (sealed === null || key === undefined) return '';
  return decryptWith(keyring, incidentId, key, reasonPart(version), sealed)['reason'] ?? '';
}
