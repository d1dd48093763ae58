import { rows, toDate, type EntityManager } from '@safe-community/database';

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
  with rules as (
    select concat_ws(' ',
      (select sum(hash_record_extended(n, 0)) from beat_norm n),
      (select sum(hash_record_extended(c, 0)) from territory_change c),
      (select sum(hash_record_extended(d, 0)) from starosta_district_definition d)
    ) as digest
  )
  select at, concat_ws(' / ', rules.digest,
    (select sum(uuid_hash_extended(assignment_id, 0)) from beat_assignment where during @> at),
    (select sum(hash_record_extended(row(beat_id, unit_code), 0)) from beat_unit where valid @> at),
    (select sum(uuid_hash_extended(change_id, 0)) from officer_state_change where changed_at <= at)
  ) as digest
  from unnest($1::timestamptz[]) at, rules`;
