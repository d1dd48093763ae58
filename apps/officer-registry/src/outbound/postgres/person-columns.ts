import { open, seal, type Keyring, type Sealed } from '@safe-community/security/encryption';
import type { Person } from '../../domain/officer.ts';

/** The encrypted columns of an officer. */
export function sealPerson(keyring: Keyring, officerId: string, { fullName, phone }: Person): Sealed {
  return seal(keyring, officerId, { fullName, phone });
}

export function openPerson(keyring: Keyring, officerId: string, sealed: Sealed): Person {
  const { fullName = '', phone = '' } = open(keyring, officerId, sealed);
  return { fullName, phone };
}
