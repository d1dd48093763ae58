import { rows, type Database } from '@safe-community/database';
import type { BeatAssignment, BeatBook } from '../../app/ports.ts';
import { responsibleOfficer } from '../../domain/responsibility.ts';
import { BeatOfficer } from './entities.ts';

export interface StoredBeatBook extends BeatBook {
  /** Reads all beats into memory: at the start and after each batch of the registry's events. */
  load(): Promise<void>;
}

/** Beats are few and asked for with every report, so they are answered from memory. */
export function beatBook(database: Database): StoredBeatBook {
  let byBeat = new Map<string, BeatAssignment[]>();
  return {
    responsible: (hromadaCode, districtCode) =>
      responsibleOfficer({
        district: districtCode === '' ? [] : (byBeat.get(`${hromadaCode}/${districtCode}`) ?? []),
        hromada: byBeat.get(`${hromadaCode}/`) ?? [],
      }),
    async note(em, assignments) {
      // One by one: within a run the order decides who is the primary in the end.
      for (const assignment of assignments) {
        if (assignment.role === 'primary') {
          await rows(
            em,
            `delete from beat_officer where hromada_code = $1 and district_code = $2 and role = 'primary'`,
            [assignment.hromadaCode, assignment.districtCode],
          );
        }
        await em.upsert(BeatOfficer, assignment);
      }
    },
    async load() {
      const all = await database.em.fork().findAll(BeatOfficer);
      byBeat = Map.groupBy(all, ({ hromadaCode, districtCode }) => `${hromadaCode}/${districtCode}`);
    },
  };
}
