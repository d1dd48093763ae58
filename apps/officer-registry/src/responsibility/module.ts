import type { Database } from '@safe-community/database';
import type { Clock } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import { officerFinder } from '../officers/module.ts';
import type { Directory } from './directory.adapter.ts';
import { refreshDirectory } from './directory.jobs.ts';
import { listHromadaCoverage } from './hromada-coverage.queries.ts';
import { getPublicProfile } from './public-profile.queries.ts';
import { RESPONSIBILITY_QUERIES } from './responsibility.queries.ts';

export { coveredPeopleReader } from './covered-people.adapter.ts';
export { readPastDigests } from './past-digest.store.ts';
export { officerDirectory, type Directory } from './directory.adapter.ts';
export { coverageAt, hromadasOfOblast, officersAt } from './covered-hromadas.ts';
export { toCoverageMessage } from './hromada-coverage.mapping.ts';
export { missingOfficers, type HromadaCoverage } from './hromada-coverage.ts';
export { oneAtATime } from './one-at-a-time.adapter.ts';

interface Shared {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly directory: Directory;
}

/** Who is responsible for a place, and where officers are missing: answered from memory. */
export const responsibility: Module<Shared> = {
  name: 'responsibility',
  start: ({ database, keyring, clock, directory }) => ({
    rpcs: provide({ directory, keyring, findOfficer: officerFinder(database, keyring, clock) }, [
      ...RESPONSIBILITY_QUERIES,
      listHromadaCoverage,
      getPublicProfile,
    ]),
    jobs: [refreshDirectory(directory)],
    load: () => directory.refresh(),
    onKeysChanged: () => directory.rewrap(),
  }),
};
