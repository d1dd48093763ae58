import { toDate } from '@safe-community/database';
import type { AuditEntry, EntryKind } from '../chain/entry.ts';

export interface EntryRow {
  readonly sequence: string;
  readonly occurred_at: string;
  readonly kind: EntryKind;
  readonly system: string;
  readonly edrpou: string;
  readonly acting_user: string;
  readonly purpose: string;
  readonly method: string;
  readonly request_id: string | null;
  readonly subject_ids: string[];
  readonly refusal: string;
  readonly times: number;
  readonly reason_digest: Buffer;
  readonly digest: Buffer;
}

export function toEntry(row: EntryRow): AuditEntry {
  return {
    sequence: BigInt(row.sequence),
    occurredAt: toDate(row.occurred_at),
    kind: row.kind,
    system: row.system,
    edrpou: row.edrpou,
    actingUser: row.acting_user,
    purpose: row.purpose,
    method: row.method,
    requestId: row.request_id ?? '',
    subjectIds: row.subject_ids,
    refusal: row.refusal,
    times: row.times,
    reasonDigest: row.reason_digest,
    digest: row.digest,
  };
}
