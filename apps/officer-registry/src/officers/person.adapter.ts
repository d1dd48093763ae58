import { decrypt, encrypt, type Encrypted, type Keyring } from '@safe-community/security/encryption';
import type { OfficerRecord, Person, Versioned } from './officer.ts';

/** An officer with encrypted personal data, as stored. */
export interface EncryptedOfficer extends OfficerRecord, Partial<Versioned> {
  readonly encrypted: Encrypted;
}

export function encryptPerson(keyring: Keyring, officerId: string, { fullName, phone }: Person): Encrypted {
  return encrypt(keyring, officerId, { fullName, phone });
}

export function decryptPerson(keyring: Keyring, officerId: string, encrypted: Encrypted): Person {
  const { fullName = '', phone = '' } = decrypt(keyring, officerId, encrypted);
  return { fullName, phone };
}
