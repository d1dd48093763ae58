import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import type { BeatBook } from '../incident/ports.app.ts';
import { deputyOfficer, responsibleOfficer, type Beats } from './responsibility.ts';
import { beatsAt, rosterOf, type Roster } from './roster.ts';
import { noteAssignments } from './note-assignments.store.ts';
import { noteService } from './note-service.store.ts';
import { readAssignments } from './read-assignments.store.ts';

export interface StoredBeatBook extends BeatBook {
  /**
   * Reads all beats into memory: at the start and after each batch of the registry's
   * events, also of those that another replica has noted.
   */
  load(): Promise<void>;
}

/** Beats are few and asked for with every report, so they are answered from memory. */
export function beatBook(database: Database): StoredBeatBook {
  let roster: Roster | undefined;
  const at = (hromadaCode: string, districtCode: string): Beats => {
    // Else a report that comes right after the start would be routed to nobody.
    if (roster === undefined) throw unavailable('the service is starting');
    return beatsAt(roster, { hromadaCode, districtCode });
  };
  return {
    responsible: (hromadaCode, districtCode) => responsibleOfficer(at(hromadaCode, districtCode)),
    deputy: (hromadaCode, districtCode, responsible) => deputyOfficer(at(hromadaCode, districtCode), responsible),
    note: noteAssignments,
    noteService,
    async load() {
      roster = rosterOf(await readAssignments(database.em.fork()));
    },
  };
}
