import { defineEntity, p } from '@mikro-orm/postgresql';
import { prepared, rows, type EntityManager, type Rights } from '@safe-community/database';
import { decrypt, encrypt, type Encrypted, type Keyring } from '@safe-community/security/encryption';
import { NO_RECORD, type Certification, type PersonnelRecord, type Rank, type RankHeld } from './personnel-record.ts';

/** Rank, unit, languages and certifications of an officer, all in the ciphertext. No row: nothing is recorded. */
export const PersonnelRecordEntity = defineEntity({
  name: 'PersonnelRecordEntity',
  tableName: 'officer_record',
  properties: { officerId: p.uuid().primary(), keyId: p.text(), wrappedKey: p.blob(), ciphertext: p.blob() },
});

/** Article 80 of law 580-VIII of 02.07.2015, in force from 07.11.2015. Another list is another set of dated rows. */
const SOURCE = 'Закон України № 580-VIII від 02.07.2015, стаття 80';
const POLICE_RANKS = [
  ['private', 'рядовий поліції', 'private of police'],
  ['corporal', 'капрал поліції', 'corporal of police'],
  ['sergeant', 'сержант поліції', 'sergeant of police'],
  ['senior-sergeant', 'старший сержант поліції', 'senior sergeant of police'],
  ['junior-lieutenant', 'молодший лейтенант поліції', 'junior lieutenant of police'],
  ['lieutenant', 'лейтенант поліції', 'lieutenant of police'],
  ['senior-lieutenant', 'старший лейтенант поліції', 'senior lieutenant of police'],
  ['captain', 'капітан поліції', 'captain of police'],
  ['major', 'майор поліції', 'major of police'],
  ['lieutenant-colonel', 'підполковник поліції', 'lieutenant colonel of police'],
  ['colonel', 'полковник поліції', 'colonel of police'],
  ['general-3', 'генерал поліції третього рангу', 'general of police, third rank'],
  ['general-2', 'генерал поліції другого рангу', 'general of police, second rank'],
  ['general-1', 'генерал поліції першого рангу', 'general of police, first rank'],
] as const;

export const RECORD_TABLES: readonly string[] = [
  `create table officer_record (
       officer_id uuid primary key references officer,
       key_id text not null,
       wrapped_key bytea not null,
       ciphertext bytea not null
     )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index officer_record_by_key on officer_record (key_id)`,
  `create table police_rank (
       rank_code text not null,
       -- the first day on which the rank exists, and the first on which it no longer does
       valid_from date not null,
       valid_to date check (valid_to > valid_from),
       level integer not null,
       name_uk text not null,
       name_en text not null,
       source text not null,
       primary key (rank_code, valid_from)
     )`,
  `insert into police_rank (rank_code, valid_from, level, name_uk, name_en, source) values ${POLICE_RANKS.map(
    ([code, uk, en], index) => `('${code}', '2015-11-07', ${index + 1}, '${uk}', '${en}', '${SOURCE}')`,
  ).join(', ')}`,
];

export const RECORD_RIGHTS: Rights = {
  officer_record: { insert: true, update: ['key_id', 'wrapped_key', 'ciphertext'], delete: true },
  // A new list of ranks is a migration.
  police_rank: {
    reader: { columns: ['rank_code', 'valid_from', 'valid_to', 'level', 'name_uk', 'name_en', 'source'] },
  },
};

interface RecordRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly ciphertext: Buffer;
}

const RECORD = prepared(`select key_id, wrapped_key, ciphertext from officer_record where officer_id = $1::uuid`);

export async function readRecord(em: EntityManager, keyring: Keyring, officerId: string): Promise<PersonnelRecord> {
  const [row] = await rows<RecordRow>(em, RECORD, [officerId]);
  if (row === undefined) return NO_RECORD;
  const encrypted = { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.ciphertext };
  const {
    policeUnit = '',
    ranks = '[]',
    languages = '[]',
    certifications = '[]',
  } = decrypt(keyring, officerId, encrypted);
  return {
    policeUnit,
    ranks: JSON.parse(ranks) as RankHeld[],
    languages: JSON.parse(languages) as string[],
    certifications: JSON.parse(certifications) as Certification[],
  };
}

export async function saveRecord(
  tx: EntityManager,
  keyring: Keyring,
  officerId: string,
  record: PersonnelRecord,
): Promise<void> {
  await tx.upsert(PersonnelRecordEntity, { officerId, ...encryptRecord(keyring, officerId, record) });
}

export function encryptRecord(keyring: Keyring, officerId: string, record: PersonnelRecord): Encrypted {
  const { policeUnit, ranks, languages, certifications } = record;
  return encrypt(keyring, officerId, {
    policeUnit,
    ranks: JSON.stringify(ranks),
    languages: JSON.stringify(languages),
    certifications: JSON.stringify(certifications),
  });
}

interface RankRow {
  readonly rank_code: string;
  readonly name_uk: string;
  readonly name_en: string;
  readonly level: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
}

const RANKS = prepared(`
  select rank_code, name_uk, name_en, level, valid_from::text, valid_to::text, source
  from police_rank order by level, valid_from, rank_code`);

/** All ranks, lowest first. */
export async function readRanks(em: EntityManager): Promise<Rank[]> {
  const found = await rows<RankRow>(em, RANKS);
  return found.map((row) => ({
    rankCode: row.rank_code,
    nameUk: row.name_uk,
    nameEn: row.name_en,
    level: row.level,
    validFrom: row.valid_from,
    validTo: row.valid_to ?? '',
    source: row.source,
  }));
}
