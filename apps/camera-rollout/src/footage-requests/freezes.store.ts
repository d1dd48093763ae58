import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { RequestKind } from '../deadlines/module.ts';

/** What other modules may join. */
export const FOOTAGE_REQUEST_ROWS = `(
  select footage_request_id, kind, state, hromada_code, oblast_code, unit_code, incident_id, footage_from, footage_to,
    received_at, outcome, decided_at, appeal_decided_at, open_due_at, version, recording_ids, freezes
  from footage_request)`;

/** Keeps the request from changing until the transaction ends. */
export async function shareRequest(tx: EntityManager, footageRequestId: string): Promise<void> {
  await rows(tx, SHARE, [footageRequestId]);
}

const SHARE = prepared('select from footage_request where footage_request_id = $1 for share');

/** The decided requests of a kind freeze all recordings that they concern. */
export async function freezeAllOf(tx: EntityManager, kind: RequestKind): Promise<void> {
  await rows(tx, FREEZE_ALL, [kind]);
}

const FREEZE_ALL = prepared(`
  update footage_request set freezes = 'all' where kind = $1 and open_due_at is null and freezes <> 'all'`);

/**
 * A statement that changes what decided requests freeze, and returns their ids. A step of a request that is committed
 * meanwhile wins: it freezes everything again.
 *
 * @param due a statement that finds `footage_request_id`, its `version`, and what it `freezes` now.
 */
export function changingFreezes(due: string): string {
  return `
    update footage_request changed set freezes = due.freezes from (${due}) due
    where changed.footage_request_id = due.footage_request_id and changed.freezes <> due.freezes
      and changed.version = due.version
    returning changed.footage_request_id`;
}
