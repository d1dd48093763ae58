import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/grpc-kit';
import type { BeatAssignment, BeatBook } from '../../../app/ports.ts';
import { responsibleOfficer } from '../../../domain/routing/responsibility.ts';
import { beatOf, noteAssignments } from './note-assignments.ts';
import { BeatOfficer } from '../entities.ts';

export interface StoredBeatBook extends BeatBook {
  /**
   * Reads all beats into memory: at the start and after each batch of the registry's
   * events, also of those that another replica has noted.
   */
  load(): Promise<void>;
}

/** Beats are few and asked for with every report, so they are answered from memory. */
export function beatBook(database: Database): StoredBeatBook {
  let byBeat: Map<string, BeatAssignment[]> | undefined;
  return {
    responsible(hromadaCode, districtCode) {
      // Else a report that comes right after the start would be routed to nobody.
      if (byBeat === undefined) throw unavailable('the service is starting');
      return responsibleOfficer({
        district: districtCode === '' ? [] : (byBeat.get(beatOf({ hromadaCode, districtCode })) ?? []),
        hromada: byBeat.get(beatOf({ hromadaCode, districtCode: '' })) ?? [],
      });
    },
    note: noteAssignments,
    async load() {
      byBeat = Map.groupBy(await database.em.fork().findAll(BeatOfficer), beatOf);
    },
  };
}
