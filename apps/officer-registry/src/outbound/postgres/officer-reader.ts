import type { Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { OfficerReader } from '../../app/ports.ts';
import { readOfficers } from './officer-rows.ts';
import { openPerson } from './person-columns.ts';

export function officerReader(database: Database, keyring: Keyring): OfficerReader {
  return {
    async find(officerId) {
      const [found] = await readOfficers(database, [officerId]);
      if (found === undefined) return undefined;
      const { sealed, ...record } = found;
      return { ...record, person: openPerson(keyring, officerId, sealed) };
    },
  };
}
