import { rows, type EntityManager } from '@safe-community/database';
import { FORGOTTEN_METHOD } from '../outbox/idempotency-keys.ts';

const BATCH = 1_000;

/**
 * Deletes the answers and digests of calls that are older than this number of days, one batch at most. Resolves to how
 * many. Their ids stay: a repeat is rejected and changes nothing, however late it comes. Records that do not belong to
 * calls (rows of an import) stay as they are.
 */
export async function forgetAnswers(em: EntityManager, keptDays: number): Promise<number> {
  const forgotten = await rows(
    em,
    `update request_record set method = $3, digest = '', response = ''
     where (caller, request_id) in (
       select caller, request_id from request_record
       where left(method, 1) = '/' and recorded_at < now() - make_interval(days => $1::int)
       order by recorded_at limit $2 for update skip locked
     ) returning 1`,
    [keptDays, BATCH, FORGOTTEN_METHOD],
  );
  return forgotten.length;
}
