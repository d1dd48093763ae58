import { defineEntity, p } from '@mikro-orm/postgresql';
import { prepared, rows, type Database, type EntityManager, type Rights } from '@safe-community/database';
import { decrypt, encrypt, type Encrypted, type Keyring } from '@safe-community/security/encryption';
import type { OfficeHours, PublicProfile } from './public-profile.ts';

/** A published profile: the row exists while the officer agrees to the publication. */
export const PublicProfileEntity = defineEntity({
  name: 'PublicProfileEntity',
  tableName: 'officer_public_profile',
  properties: {
    officerId: p.uuid().primary(),
    publishedAt: p.datetime(),
    keyId: p.text(),
    wrappedKey: p.blob(),
    ciphertext: p.blob(),
    hasDutyPhone: p.boolean(),
  },
});

export const PUBLIC_PROFILE_TABLES: readonly string[] = [
  `create table officer_public_profile (
       officer_id uuid primary key references officer,
       -- when this content was published
       published_at timestamptz not null,
       -- the profile, under a data key of its own: reading it gives no access to private data
       key_id text not null,
       wrapped_key bytea not null,
       ciphertext bytea not null,
       -- whether residents can call the officer, so that nobody has to open all profiles to count them
       has_duty_phone boolean not null
     )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index officer_public_profile_by_key on officer_public_profile (key_id)`,
];

export const PUBLIC_PROFILE_RIGHTS: Rights = {
  officer_public_profile: {
    insert: true,
    update: ['published_at', 'key_id', 'wrapped_key', 'ciphertext', 'has_duty_phone'],
    delete: true,
    reader: { columns: ['officer_id', 'published_at'] },
  },
};

interface ProfileRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly ciphertext: Buffer;
}

/** All officers, and whether each is active, with a duty phone. */
export const REACHABILITY_ROWS = `(
  select officer_id, o.state = 'active' and coalesce(p.has_duty_phone, false) as is_reachable
  from officer o left join officer_public_profile p using (officer_id))`;

const PUBLISHED = prepared(`
  select p.key_id, p.wrapped_key, p.ciphertext
  from officer_public_profile p join officer o using (officer_id)
  where p.officer_id = $1::uuid and o.state = 'active'`);

const STORED = prepared(`
  select key_id, wrapped_key, ciphertext from officer_public_profile where officer_id = $1::uuid`);

/** The published profile of an active officer. */
export async function findPublishedProfile(
  database: Database,
  keyring: Keyring,
  officerId: string,
): Promise<PublicProfile | undefined> {
  const [row] = await rows<ProfileRow>(database.em.fork(), PUBLISHED, [officerId]);
  return row && openProfile(keyring, officerId, row);
}

/** Publishes a profile, or replaces it. */
export async function publishProfile(
  tx: EntityManager,
  keyring: Keyring,
  officerId: string,
  profile: PublicProfile,
  publishedAt: Date,
): Promise<void> {
  await tx.upsert(PublicProfileEntity, {
    officerId,
    publishedAt,
    ...encryptProfile(keyring, officerId, profile),
    hasDutyPhone: profile.dutyPhone !== '',
  });
}

/** Withdraws the publication: nothing of the profile stays. */
export async function withdrawProfile(tx: EntityManager, officerId: string): Promise<void> {
  await tx.nativeDelete(PublicProfileEntity, { officerId });
}

/** The profile of an officer in any state. */
export async function readProfile(
  tx: EntityManager,
  keyring: Keyring,
  officerId: string,
): Promise<PublicProfile | undefined> {
  const [row] = await rows<ProfileRow>(tx, STORED, [officerId]);
  return row === undefined ? undefined : openProfile(keyring, officerId, row);
}

export function encryptProfile(keyring: Keyring, officerId: string, profile: PublicProfile): Encrypted {
  const { officeHours, languages, ...texts } = profile;
  return encrypt(keyring, officerId, {
    ...texts,
    officeHours: JSON.stringify(officeHours),
    languages: languages.join(' '),
  });
}

function openProfile(keyring: Keyring, officerId: string, row: ProfileRow): PublicProfile {
  const encrypted = { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.ciphertext };
  const {
    name = '',
    photoReference = '',
    dutyPhone = '',
    officeHours = '[]',
    languages = '',
  } = decrypt(keyring, officerId, encrypted);
  return {
    name,
    photoReference,
    dutyPhone,
    officeHours: JSON.parse(officeHours) as OfficeHours[],
    languages: languages === '' ? [] : languages.split(' '),
  };
}
