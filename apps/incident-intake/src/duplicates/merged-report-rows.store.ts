import { toDate } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { MergedReport } from './merged-report.ts';
import type { Addition } from '../follow-up/addition.ts';
import type { Channel } from '../reporting/channel.ts';
import { toAddition } from '../follow-up/addition-rows.store.ts';
import { keyOf, sealedOf, type SealedColumns } from '../incident/key-columns.store.ts';
import { decryptPersonal as openPersonal } from '../reporting/module.ts';

/** As many as fit into an answer: 4,000 characters each, and five times 2,000 of what was added. */
const MOST_REPORTS = 50;
const LAST_ADDITIONS = 5;

export interface MergedRow extends SealedColumns {
  readonly incident_id: string;
  /** The incident that it was merged into. */
  readonly merged_into: string;
  readonly channel: Channel;
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
 * What was merged into each of several incidents, the first 50 in the order of receipt. Keys and what lies under them by
 * one statement: an erasure is seen in both or in neither.
 */
export const MERGED_INTO_MANY = `
  select i.* from unnest((select $1::uuid[])) as asked (id) cross join lateral (
    select i.incident_id, i.merged_into, i.channel, i.received_at, i.key_id, i.wrapped_key, i.ciphertext,
    (select coalesce(json_agg(last order by last.addition_id), '[]') from (
       select addition_id, added_at, encode(sealed, 'base64') as sealed from report_addition a
       where a.incident_id = i.incident_id order by addition_id desc limit ${LAST_ADDITIONS}) last) as additions
    from incident i where i.merged_into = asked.id order by i.incident_id limit ${MOST_REPORTS}
  ) i order by i.incident_id`;

export function openMergedReport(keyring: Keyring, row: MergedRow): MergedReport {
  const { description, reporter } = openPersonal(keyring, row.incident_id, sealedOf(row));
  return {
    incidentId: row.incident_id,
    channel: row.channel,
    receivedAt: toDate(row.received_at),
    description,
    reporter,
    additions: openAdditions(keyring, row),
  };
}

function openAdditions(keyring: Keyring, row: MergedRow): Addition[] {
  const [key, { incident_id, additions }] = [keyOf(row), row];
  if (key === undefined) return [];
  return additions.map(({ addition_id, added_at, sealed }) =>
    toAddition(keyring, key, { addition_id, incident_id, added_at, sealed: Buffer.from(sealed, 'base64') }),
  );
}
