import { decrypt, encrypt, type Keyring, type Encrypted } from '@safe-community/security/encryption';
import type { Person } from '../../domain/officer.ts';

/** The encrypted columns of an officer. */
export function sealPerson(keyring: Keyring, officerId: string, { fullName, phone }: Person): Encrypted {
  return encrypt(keyring, officerId, { fullName, phone });
}

export function openPerson(keyring: Keyring, officerId: string, sealed: Encrypted): Person {
  const { fullName = '', phone = '' } = decrypt(keyring, officerId, sealed);
  return { fullName, phone };
}
