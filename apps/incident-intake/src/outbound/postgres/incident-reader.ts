import { rows, toDate, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { IncidentReader } from '../../app/ports.ts';
import type { Category } from '../../domain/category.ts';
import type { Channel } from '../../domain/channel.ts';
import type { Incident, IncidentState } from '../../domain/incident.ts';
import { listStatement } from './list-statement.ts';
import { openPersonal } from './personal-columns.ts';

/** Plain rows instead of entities: lists and look-ups are the hot reads of the service. */
export function incidentReader(database: Database, keyring: Keyring): IncidentReader {
  return {
    async find(incidentId) {
      const [row] = await rows<IncidentRow>(database.em.fork(), 'select * from incident where incident_id = $1', [
        incidentId,
      ]);
      return (
        row && {
          category: row.category,
          open: () => ({ ...toIncident(row), personal: openPersonal(keyring, row.incident_id, sealedOf(row)) }),
        }
      );
    },
    async list(filter, olderThan, most) {
      const { sql, values } = listStatement(filter, olderThan, most);
      const found = await rows<IncidentRow>(database.em.fork(), sql, values);
      return found.map(toIncident);
    },
  };
}

interface IncidentRow {
  readonly incident_id: string;
  readonly state: IncidentState;
  readonly category: Category;
  readonly channel: Channel;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly starosta_district_code: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly on_scene_at: string | null;
  readonly killed: number;
  readonly injured: number;
  readonly children_killed: number;
  readonly children_injured: number;
  readonly defenders_killed: number;
  readonly defenders_injured: number;
  readonly responsible_officer_id: string | null;
  readonly source_system: string | null;
  readonly external_id: string | null;
  readonly demonstration: boolean;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly key_id?: string | null;
  readonly wrapped_key?: Buffer | null;
  readonly ciphertext?: Buffer | null;
}

const NOTHING_PERSONAL = { description: '', reporter: undefined, location: undefined };

function toIncident(row: IncidentRow): Incident {
  const { latitude, longitude } = row;
  return {
    incidentId: row.incident_id,
    state: row.state,
    category: row.category,
    channel: row.channel,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    starostaDistrictCode: row.starosta_district_code,
    occurredAt: toDate(row.occurred_at),
    receivedAt: toDate(row.received_at),
    onSceneAt: row.on_scene_at === null ? undefined : toDate(row.on_scene_at),
    casualties: {
      killed: row.killed,
      injured: row.injured,
      childrenKilled: row.children_killed,
      childrenInjured: row.children_injured,
      defendersKilled: row.defenders_killed,
      defendersInjured: row.defenders_injured,
    },
    responsibleOfficerId: row.responsible_officer_id ?? '',
    source: row.source_system === null ? undefined : { system: row.source_system, externalId: row.external_id ?? '' },
    demonstration: row.demonstration,
    openLocation: latitude === null || longitude === null ? undefined : { latitude, longitude },
    personal: NOTHING_PERSONAL,
  };
}

function sealedOf({ key_id, wrapped_key, ciphertext }: IncidentRow) {
  if (!key_id || !wrapped_key || !ciphertext) return undefined;
  return { keyId: key_id, wrappedKey: wrapped_key, ciphertext };
}
