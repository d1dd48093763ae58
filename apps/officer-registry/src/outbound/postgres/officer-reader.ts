import type { Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { OfficerReader } from '../../app/ports.ts';
import { readOfficers } from './officer-rows.ts';
import { openPerson } from './person-columns.ts';
import { readTogether } from './read-together.ts';

export function officerReader(database: Database, keyring: Keyring): OfficerReader {
  const read = readTogether(async (officerIds) => {
    const found = await readOfficers(database, officerIds);
    return new Map(found.map((officer) => [officer.officerId, officer]));
  });
  return {
    async find(officerId) {
      // The database gives ids in lower case, whatever the case they are asked in.
      const found = await read(officerId.toLowerCase());
      if (found === undefined) return undefined;
      const { sealed, ...record } = found;
      return { ...record, person: openPerson(keyring, record.officerId, sealed) };
    },
  };
}
