import type { EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Hromada } from '@safe-community/territory';
import { decryptPerson, readOfficersOnBeats } from '../officers/module.ts';
import { hromadaRows, type GuaranteeRow, type Metric, type ServingOfficer } from './guarantee.ts';

/** Where an officer is named, and where one can be reached. */
export interface ServedHromadas {
  /** A row for each of the hromadas. */
  rows(
    em: EntityManager,
    metric: Exclude<Metric, 'answered_in_time'>,
    places: readonly Hromada[],
  ): Promise<GuaranteeRow[]>;
}

/** Decrypts the people on beats to see who has a telephone number; the number goes no further. */
export function servedHromadas(keyring: Keyring): ServedHromadas {
  return {
    async rows(em, metric, places) {
      const codes = new Set(places.map(({ code }) => code));
      const officers = (await readOfficersOnBeats(em)).flatMap(({ officerId, state, assignments, encrypted }) => {
        const duties = assignments.filter(({ beat }) => codes.has(beat.hromadaCode));
        const isActive = state === 'active';
        const isAsked = metric === 'reachable' && isActive && duties.length > 0;
        const hasPhone = isAsked && decryptPerson(keyring, officerId, encrypted).phone !== '';
        return duties.map(({ beat: { hromadaCode }, role }): ServingOfficer => {
          return { officerId, hromadaCode, isPrimary: role === 'primary', isActive, hasPhone };
        });
      });
      return hromadaRows(metric, places, officers);
    },
  };
}
