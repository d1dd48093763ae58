import { rows, toDate, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { MergedReportReader } from '../../../app/duplicates/duplicate-ports.ts';
import type { MergedReport } from '../../../domain/duplicates/merged-report.ts';
import type { Addition } from '../../../domain/follow-up/addition.ts';
import type { Channel } from '../../../domain/reporting/channel.ts';
import { toAddition } from '../follow-up/addition-rows.ts';
import { keyOf, sealedOf, type SealedColumns } from '../reading/sealed-columns.ts';
import { openPersonal } from '../reporting/personal-columns.ts';

/** As many as fit into an answer: 4,000 characters each, and five times 2,000 of what was added. */
const MOST_REPORTS = 50;
const LAST_ADDITIONS = 5;

interface MergedRow extends SealedColumns {
  readonly incident_id: string;
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

/** Keys and what lies under them by one statement: an erasure is seen in both or in neither. */
const MERGED = `
  select i.incident_id, i.channel, i.received_at, i.key_id, i.wrapped_key, i.ciphertext,
    (select coalesce(json_agg(last order by last.addition_id), '[]') from (
       select addition_id, added_at, encode(sealed, 'base64') as sealed from report_addition a
       where a.incident_id = i.incident_id order by addition_id desc limit ${LAST_ADDITIONS}) last) as additions
  from incident i where i.merged_into = $1 order by i.incident_id limit ${MOST_REPORTS}`;

export function mergedReportReader(database: Database, keyring: Keyring): MergedReportReader {
  return {
    async mergedInto(incidentId) {
      const found = await rows<MergedRow>(database.em.fork(), MERGED, [incidentId]);
      return found.map((row) => ({ incidentId: row.incident_id, open: () => openReport(keyring, row) }));
    },
  };
}

function openReport(keyring: Keyring, row: MergedRow): MergedReport {
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
