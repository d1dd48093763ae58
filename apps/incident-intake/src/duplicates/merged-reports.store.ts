import { toDate } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { ADDITION_ROWS, decryptAddition, type Addition } from '../follow-up/module.ts';
import {
  ENCRYPTED_INCIDENTS,
  decryptPersonal,
  encryptedOf,
  keyOf,
  type EncryptedColumns,
  type Incident,
} from '../incident/module.ts';

/** The report of a duplicate, as it is shown with the primary. */
export interface MergedReport extends Pick<Incident, 'incidentId' | 'channel' | 'receivedAt'> {
  readonly description: string;
  readonly reporter: Incident['personal']['reporter'];
  /** The last ones, oldest first. */
  readonly additions: readonly Addition[];
}

/** As many as fit into a response: 4,000 characters each, and five additions of 2,000. */
const MAX_REPORTS = 50;
const LAST_ADDITIONS = 5;

export interface MergedRow extends EncryptedColumns {
  readonly incident_id: string;
  /** The incident that it was merged into. */
  readonly merged_into: string;
  readonly channel: Incident['channel'];
  readonly received_at: string;
  /** Oldest first. */
  readonly additions: readonly StoredAddition[];
}

interface StoredAddition {
  readonly addition_id: string;
  readonly added_at: string;
  /** base64 */
  readonly sealed: string;
}

/**
 * The reports merged into each of several incidents, the first 50 in the order of receipt. One statement reads keys and
 * what they encrypt, so it sees an erasure in both or in neither.
 */
export const MERGED_INTO_MANY = `
  select i.* from unnest((select $1::uuid[])) as asked (id) cross join lateral (
    select i.incident_id, i.merged_into, i.channel, i.received_at, i.key_id, i.wrapped_key, i.ciphertext,
    (select coalesce(json_agg(last order by last.addition_id), '[]') from (
       select addition_id, added_at, encode(sealed, 'base64') as sealed from ${ADDITION_ROWS} a
       where a.incident_id = i.incident_id order by addition_id desc limit ${LAST_ADDITIONS}) last) as additions
    from ${ENCRYPTED_INCIDENTS} i where i.merged_into = asked.id order by i.incident_id limit ${MAX_REPORTS}
  ) i order by i.incident_id`;

export function decryptMergedReport(keyring: Keyring, row: MergedRow): MergedReport {
  const { description, reporter } = decryptPersonal(keyring, row.incident_id, encryptedOf(row));
  return {
    incidentId: row.incident_id,
    channel: row.channel,
    receivedAt: toDate(row.received_at),
    description,
    reporter,
    additions: decryptAdditions(keyring, row),
  };
}

function decryptAdditions(keyring: Keyring, row: MergedRow): Addition[] {
  const [key, { incident_id, additions }] = [keyOf(row), row];
  if (key === undefined) return [];
  return additions.map(({ addition_id, added_at, sealed }) =>
    decryptAddition(keyring, key, { addition_id, incident_id, added_at, sealed: Buffer.from(sealed, 'base64') }),
  );
}
