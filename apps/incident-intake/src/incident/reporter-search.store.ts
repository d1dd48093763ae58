import { rows, toDate, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Category } from '../catalogue/module.ts';
import type { IncidentState } from './states.ts';
import { phoneDigest } from './personal-data.store.ts';

/** A report as it is found: nothing personal. */
export interface FoundReport {
  readonly incidentId: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly receivedAt: Date;
  readonly oblastCode: string;
  readonly hromadaCode: string;
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
  select incident_id as "incidentId", category, state, received_at as "receivedAt", oblast_code as "oblastCode",
    hromada_code as "hromadaCode"
  from incident
  where substr(reporter_phone, 1, 6) = substr($1::bytea, 1, 6) and reporter_phone = $1 and incident_id < $2
  order by incident_id desc limit $3`;

export function reporterFinder(database: Database, keyring: Keyring): ReporterFinder {
  return {
    async find(phone, before = BEYOND_ALL, most) {
      const found = await rows<FoundRow>(database.em.fork(), FIND, [phoneDigest(keyring, phone), before, most]);
      return found.map((row) => ({ ...row, receivedAt: toDate(row.receivedAt) }));
    },
    markOf: (phone) => phoneDigest(keyring, phone),
  };
}

interface FoundRow extends Omit<FoundReport, 'receivedAt'> {
  readonly receivedAt: string;
}
