import { decrypt, encrypt, type Encrypted, type Keyring } from '@safe-community/security/encryption';
import type { OfficerRecord, Person, Versioned } from './officer.ts';

/** An officer with encrypted personal data, as stored. */
export interface EncryptedOfficer extends OfficerRecord, Partial<Versioned> {
  /** Undefined after the erasure. */
  readonly encrypted: Encrypted | undefined;
}

export function encryptPerson(keyring: Keyring, officerId: string, { fullName, phone }: Person): Encrypted {
  return encrypt(keyring, officerId, { fullName, phone });
}

/** The columns of the encrypted person; null after the erasure. */
export interface PersonColumns {
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly ciphertext: Buffer | null;
}

export function encryptedOf({ key_id: keyId, wrapped_key: wrappedKey, ciphertext }: PersonColumns) {
  return keyId === null || wrappedKey === null || ciphertext === null ? undefined : { keyId, wrappedKey, ciphertext };
}

/** Without a name and a phone after the erasure. */
export function decryptPerson(keyring: Keyring, officerId: string, encrypted: Encrypted | undefined): Person {
  if (encrypted === undefined) return { fullName: '', phone: '' };
  const { fullName = '', phone = '' } = decrypt(keyring, officerId, encrypted);
  return { fullName, phone };
}
