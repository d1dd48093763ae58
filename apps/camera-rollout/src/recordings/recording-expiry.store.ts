import { toOptionalDate, type EntityManager, type SqlPart } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Expiry, ExpiryState } from './recording.ts';

/**
 * What this module asks about the expiry of recordings. The retention is built on it, so service.ts hands it in.
 */
export interface RecordingExpiry {
  /** SQL that joins the expiry `e` of the recording `r`. */
  readonly join: SqlPart;
  /** SQL whether a hold, an open incident, or a request keeps the recording `r`. */
  readonly frozen: SqlPart;
  /** When each of the recordings was deleted for good; those that were not are missing. */
  deletedAmong(em: EntityManager, recordingIds: readonly string[]): Promise<Map<string, Date>>;
}

export interface ExpiryRow {
  readonly expiry_state: ExpiryState;
  readonly frozen: boolean;
  readonly expires_on: Day;
  readonly restorable_until: Day;
  readonly deleted_at: string | null;
}

export const STATE = `coalesce(e.state, 'kept')`;

/** What is deleted cannot be kept any more. */
export function isFrozen({ frozen }: Pick<RecordingExpiry, 'frozen'>): string {
  return `(${STATE} <> 'deleted' and ${frozen.partText})`;
}

export function expiryColumns(expiry: Pick<RecordingExpiry, 'frozen'>): string {
  return `${STATE} as expiry_state, ${isFrozen(expiry)} as frozen, coalesce(e.expires_on::text, '') as expires_on,
    coalesce(e.restorable_until::text, '') as restorable_until,
    case when e.state = 'deleted' then e.state_since end as deleted_at`;
}

export function toExpiry(row: ExpiryRow): Expiry {
  return {
    state: row.expiry_state,
    frozen: row.frozen,
    expiresOn: row.expires_on,
    restorableUntil: row.restorable_until,
    deletedAt: toOptionalDate(row.deleted_at),
  };
}
