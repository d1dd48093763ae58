import type { Keyring } from '@safe-community/security/encryption';
import type { Officer } from '../../domain/officer.ts';
import type { SealedOfficer } from '../postgres/officer-rows.ts';
import { openPerson } from '../postgres/person-columns.ts';

/** Enough for the beats of a bad day; a picture of the memory shows no more people than these. */
const MOST = 1_000;

/**
 * Opens officers. Opening takes 15 to 30 µs, up to half of a whole call, and in a
 * surge the same ones are asked for again and again: those stay open for a while.
 * All others lie in memory as they lie on disk, encrypted.
 */
export function openedPeople(keyring: Keyring) {
  const opened = new Map<string, Officer>();
  return {
    open(found: SealedOfficer): Officer {
      const { sealed, ...record } = found;
      const { officerId } = record;
      const officer = opened.get(officerId) ?? { ...record, person: openPerson(keyring, officerId, sealed) };
      // A map keeps the order of entry: the first one is the one not asked for the longest.
      opened.delete(officerId);
      opened.set(officerId, officer);
      const [oldest] = opened.size > MOST ? opened.keys() : [];
      if (oldest !== undefined) opened.delete(oldest);
      return officer;
    },
    forget(officerId: string): void {
      opened.delete(officerId);
    },
  };
}
