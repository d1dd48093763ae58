import { rows, toDate, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { FoundReport, ReporterFinder } from './reporter-search-ports.app.ts';
import type { Category } from '../catalogue/category.ts';
import type { IncidentState } from '../incident/states.ts';
import { phoneDigest } from '../reporting/reporter-digest.adapter.ts';

const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const FIND = `
  select incident_id, category, state, received_at, oblast_code, hromada_code, demonstration from incident
  where reporter_phone = $1 and incident_id < $2 order by incident_id desc limit $3`;

export function reporterFinder(database: Database, keyring: Keyring): ReporterFinder {
  return {
    async find(phone, before = BEYOND_ALL, most) {
      const found = await rows<FoundRow>(database.em.fork(), FIND, [phoneDigest(keyring, phone), before, most]);
      return found.map(toFound);
    },
    markOf: (phone) => phoneDigest(keyring, phone),
  };
}

interface FoundRow {
  readonly incident_id: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly received_at: string;
  readonly oblast_code: string;
  readonly hromada_code: string;
  readonly demonstration: boolean;
}

function toFound(row: FoundRow): FoundReport {
  return {
    incidentId: row.incident_id,
    category: row.category,
    state: row.state,
    receivedAt: toDate(row.received_at),
    oblastCode: row.oblast_code,
    hromadaCode: row.hromada_code,
    demonstration: row.demonstration,
  };
}
