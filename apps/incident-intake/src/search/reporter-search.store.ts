import { rows, toDate, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Category } from '../catalogue/module.ts';
import type { IncidentState } from '../incident/module.ts';
import { phoneDigest } from '../reporting/module.ts';

/** Finding the reports of a phone number: docs/adr/0021. */
export const REPORTER_SEARCH: readonly string[] = [
  // A keyed digest of the reporter's phone number; null without a number, and after erasure.
  `alter table incident add column reporter_phone bytea`,
  // Whether the digest was made: reports that are older than this column are decrypted for it, in portions.
  `alter table incident add column reporter_indexed boolean not null default false`,
  // Dropped later.
  `create index incident_of_reporter on incident (reporter_phone, incident_id) where reporter_phone is not null`,
  // Needed by LOCK_SOME (reporter-index.store.ts).
  `create index incident_unindexed_reporter on incident (incident_id)
     where not reporter_indexed and ciphertext is not null`,
];

/** A report as it is found: nothing personal. */
export interface FoundReport {
  readonly incidentId: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly receivedAt: Date;
  readonly oblastCode: string;
  readonly hromadaCode: string;
  readonly demonstration: boolean;
}

export interface ReporterFinder {
  /**
   * Newest first, at most `most`, those with an id below `before`.
   * @param phone in the form in which phone numbers are stored.
   */
  find(phone: string, before: string | undefined, most: number): Promise<FoundReport[]>;
  /** What page tokens of the number are bound to. It does not reveal the number. */
  markOf(phone: string): Uint8Array;
}

const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

// The index begins with a part of the digest; few numbers share it.
const FIND = `
  select incident_id, category, state, received_at, oblast_code, hromada_code, demonstration from incident
  where substr(reporter_phone, 1, 6) = substr($1::bytea, 1, 6) and reporter_phone = $1 and incident_id < $2
  order by incident_id desc limit $3`;

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
