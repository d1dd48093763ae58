import { rows, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { OfficerEntity, takenNumber } from './officer.store.ts';
import type { OfficerRecord, Versioned } from './officer.ts';
import type { OfficerData, Update, UpdatePath } from './officer-update.ts';
import { decryptPerson, encryptPerson } from './person.adapter.ts';
import { nextExpiry } from './personnel-record.ts';
import { readRecord, saveRecord } from './personnel-record.store.ts';
import { publishProfile, readProfile, withdrawProfile } from './public-profile.store.ts';

/** What an update can change of an officer whom the transaction has locked. */
export async function loadData(
  tx: EntityManager,
  keyring: Keyring,
  { officerId, serviceNumber, placeCode }: OfficerRecord & Versioned,
): Promise<OfficerData> {
  const { keyId, wrappedKey, ciphertext } = await tx.findOneOrFail(OfficerEntity, { officerId });
  const encrypted = { keyId, wrappedKey: Buffer.from(wrappedKey), ciphertext: Buffer.from(ciphertext) };
  return {
    person: decryptPerson(keyring, officerId, encrypted),
    serviceNumber,
    placeCode,
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
): Promise<void> {
  if (changed.length === 0) return;
  const { person, serviceNumber, placeCode, record, profile } = data;
  const isChanged = (...paths: readonly UpdatePath[]): boolean => changed.some((path) => paths.includes(path));
  tx.assign(await tx.findOneOrFail(OfficerEntity, { officerId }), {
    version,
    serviceNumber,
    placeCode: placeCode || null,
    ...(isChanged('full_name', 'phone') ? encryptPerson(keyring, officerId, person) : {}),
  });
  try {
    await tx.flush();
  } catch (error) {
    throw takenNumber(error) ?? error;
  }
  if (changed.some((path) => path.startsWith('record'))) {
    await saveRecord(tx, keyring, officerId, record);
    const expiry = nextExpiry(record.certifications);
    await rows(tx, SET_EXPIRY, [officerId, expiry === '' ? null : expiry]);
  }
  if (!isChanged('public_profile')) return;
  await (profile === undefined ? withdrawProfile(tx, officerId) : publishProfile(tx, keyring, officerId, profile, now));
}

const SET_EXPIRY = `update officer set next_expiry = $2::date where officer_id = $1::uuid`;
