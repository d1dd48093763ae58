import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { openProfile, type ProfileRow } from './public-profile.store.ts';

interface OfficerProfileRow extends ProfileRow {
  readonly officer_id: string;
}

/** Whether the officer `o` with the profile `p` is active, with a duty phone; null until `noteDutyPhones` has looked. */
export const IS_REACHABLE = `case
  when p.officer_id is null or o.state <> 'active' then false
  when p.duty_phone_of = p.published_at then p.has_duty_phone
end`;

/** The active ones of these officers who have published a duty phone: opens their profiles. */
export async function withDutyPhone(
  em: EntityManager,
  keyring: Keyring,
  officerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (officerIds.length === 0) return new Set();
  const found = await rows<OfficerProfileRow>(em, PUBLISHED_BY, [officerIds]);
  return new Set(found.filter((row) => hasDutyPhone(keyring, row)).map(({ officer_id }) => officer_id));
}

const PUBLISHED_BY = prepared(`
  select p.officer_id, p.key_id, p.wrapped_key, p.ciphertext
  from officer_public_profile p join officer o using (officer_id)
  where p.officer_id = any($1::uuid[]) and o.state = 'active'`);

function hasDutyPhone(keyring: Keyring, row: OfficerProfileRow): boolean {
  return openProfile(keyring, row.officer_id, row).dutyPhone !== '';
}

/** Opening so many takes some milliseconds, in which the service answers nobody. */
const PORTION = 100;

/**
 * Notes of some profiles whether they have a duty phone: of those that a former version published. Skips those that are
 * just being changed. Resolves to their number.
 */
export async function noteDutyPhones(tx: EntityManager, keyring: Keyring): Promise<number> {
  const found = await lockUnnoted(tx, PORTION);
  if (found.length === 0) return 0;
  await rows(tx, NOTE, [found.map(({ officer_id }) => officer_id), found.map((row) => hasDutyPhone(keyring, row))]);
  return found.length;
}

/** Profiles of which nobody has noted whether they have a duty phone: a former version published them. */
export function lockUnnoted(tx: EntityManager, most: number): Promise<OfficerProfileRow[]> {
  return rows<OfficerProfileRow>(tx, UNNOTED, [most]);
}

const UNNOTED = `
  select officer_id, key_id, wrapped_key, ciphertext from officer_public_profile
  where duty_phone_of is distinct from published_at limit $1 for no key update skip locked`;

const NOTE = `
  update officer_public_profile p set has_duty_phone = noted.has_duty_phone, duty_phone_of = p.published_at
  from unnest($1::uuid[], $2::boolean[]) as noted (officer_id, has_duty_phone) where p.officer_id = noted.officer_id`;
