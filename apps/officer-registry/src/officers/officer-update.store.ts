import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { OfficerEntity, takenNumber } from './officer.store.ts';
import type { OfficerRecord, Versioned } from './officer.ts';
import type { OfficerData, Update, UpdatePath } from './officer-update.ts';
import { decryptPerson, encryptedOf, encryptPerson } from './person.adapter.ts';
import { nextExpiry } from './personnel-record.ts';
import { readRecord, saveRecord } from './personnel-record.store.ts';
import { publishProfile, readProfile, withdrawProfile } from './public-profile.store.ts';

const VERSION = prepared(`select version, place_code, police_unit_code from officer where officer_id = $1::uuid`);

/** Where an officer serves, and in which version. */
export async function findVersion(em: EntityManager, officerId: string): Promise<Versioned | undefined> {
  const [row] = await rows<VersionRow>(em, VERSION, [officerId]);
  if (row === undefined) return undefined;
  const { version, place_code: placeCode, police_unit_code: policeUnitCode } = row;
  return { version, placeCode: placeCode ?? '', policeUnitCode: policeUnitCode ?? '' };
}

interface VersionRow {
  readonly version: number;
  readonly place_code: string | null;
  readonly police_unit_code: string | null;
}

/** What an update can change of an officer whom the transaction has locked. */
export async function loadData(
  tx: EntityManager,
  keyring: Keyring,
  { officerId, serviceNumber, placeCode, patrolUnitCode, policeUnitCode }: OfficerRecord & Versioned,
): Promise<OfficerData> {
  const { keyId, wrappedKey, ciphertext } = await tx.findOneOrFail(OfficerEntity, { officerId });
  const encrypted = encryptedOf({
    key_id: keyId ?? null,
    wrapped_key: wrappedKey ? Buffer.from(wrappedKey) : null,
    ciphertext: ciphertext ? Buffer.from(ciphertext) : null,
  });
  return {
    person: decryptPerson(keyring, officerId, encrypted),
    serviceNumber,
    placeCode,
    patrolUnitCode,
    policeUnitCode,
    record: await readRecord(tx, keyring, officerId),
    profile: await readProfile(tx, keyring, officerId),
  };
}

/** Saves the parts that changed. SERVICE_NUMBER_TAKEN if another officer has the number. */
export async function saveUpdate(
  tx: EntityManager,
  keyring: Keyring,
  officerId: string,
  { data, version, changed }: Update,
  now: Date,
): Promise<Refusal | undefined> {
  if (changed.length === 0) return undefined;
  const { person, serviceNumber, placeCode, patrolUnitCode, policeUnitCode, record, profile } = data;
  const isRecordChanged = changed.some((path) => path.startsWith('record'));
  const isChanged = (...paths: readonly UpdatePath[]): boolean => changed.some((path) => paths.includes(path));
  tx.assign(await tx.findOneOrFail(OfficerEntity, { officerId }), {
    version,
    serviceNumber,
    placeCode: placeCode || null,
    patrolUnitCode: patrolUnitCode || null,
    policeUnitCode: policeUnitCode || null,
    ...(isRecordChanged ? { nextExpiry: nextExpiry(record.certifications) || null } : {}),
    ...(isChanged('full_name', 'phone') ? encryptPerson(keyring, officerId, person) : {}),
  });
  try {
    await tx.flush();
  } catch (error) {
    const taken = takenNumber(error);
    if (taken !== undefined) return taken;
    throw error;
  }
  if (isRecordChanged) await saveRecord(tx, keyring, officerId, record);
  if (!isChanged('public_profile')) return undefined;
  await (profile === undefined ? withdrawProfile(tx, officerId) : publishProfile(tx, keyring, officerId, profile, now));
  return undefined;
}
