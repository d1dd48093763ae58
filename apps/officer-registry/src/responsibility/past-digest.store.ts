import { rows, toDate, type EntityManager } from '@safe-community/database';
import { BEAT_UNIT_ROWS, NORMS_DIGEST } from '../beats/module.ts';
import { ASSIGNMENT_ROWS, STATE_CHANGE_ROWS } from '../officers/module.ts';
import { DISTRICTS_DIGEST } from '../starosta-districts/module.ts';
import { CHANGES_DIGEST } from '../territory/module.ts';

/**
 * A digest of all rows that decide how hromadas were covered at instants, by the instant in milliseconds. As long as it stays
 * the same, so does the coverage of then: what is recorded later changes it only if it says something about the past.
 */
export async function readPastDigests(
  em: EntityManager,
  instants: readonly Date[],
): Promise<ReadonlyMap<number, string>> {
  const found = await rows<{ at: string; digest: string }>(em, DIGESTS, [instants]);
  return new Map(found.map(({ at, digest }) => [toDate(at).getTime(), digest]));
}

// An assignment never says anything else, except when it ends, and a change of state nothing else at all. Before the first
// one, an officer was in the state that it left. Norms, mergers, and decisions of councils are few.
const DIGESTS = `
  with rules as (select concat_ws(' ', ${NORMS_DIGEST}, ${CHANGES_DIGEST}, ${DISTRICTS_DIGEST}) as digest)
  select at, concat_ws(' / ', rules.digest,
    (select sum(uuid_hash_extended(assignment_id, 0)) from ${ASSIGNMENT_ROWS} a where during @> at),
    (select sum(hash_record_extended(row(beat_id, unit_code), 0)) from ${BEAT_UNIT_ROWS} u where valid @> at),
    (select sum(uuid_hash_extended(change_id, 0)) from ${STATE_CHANGE_ROWS} s where changed_at <= at)
  ) as digest
  from unnest($1::timestamptz[]) at, rules`;
