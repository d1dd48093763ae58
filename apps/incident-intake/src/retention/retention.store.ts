import { rows, toDate, toOptionalDate, type Database } from '@safe-community/database';
import type { RetentionReader } from './retention-ports.app.ts';
import type { LegalHold } from './legal-hold.ts';
import { SEEN_COLUMNS, seenOf, type SeenColumns } from '../incident/seen-columns.store.ts';

export function retentionReader(database: Database): RetentionReader {
  return {
    async find(incidentId) {
      const em = database.em.fork();
      const [incident] = await rows<IncidentRow>(
        em,
        `select ${SEEN_COLUMNS}, erase_at, erased_at from incident where incident_id = $1`,
        [incidentId],
      );
      if (incident === undefined) return undefined;
      const holds = await rows<HoldRow>(
        em,
        'select * from legal_hold where incident_id = $1 order by placed_at, hold_id',
        [incidentId],
      );
      const { erase_at, erased_at } = incident;
      return {
        ...seenOf(incident),
        eraseAt: toOptionalDate(erase_at),
        erasedAt: toOptionalDate(erased_at),
        holds: holds.map(toHold),
      };
    },
  };
}

interface IncidentRow extends SeenColumns {
  readonly erase_at: string | null;
  readonly erased_at: string | null;
}

interface HoldRow {
  readonly hold_id: string;
  readonly ground: string;
  readonly placed_at: string;
  readonly system: string;
  readonly acting_user: string;
  readonly released_at: string | null;
  readonly release_ground: string;
}

function toHold(row: HoldRow): LegalHold {
  const releasedAt = toOptionalDate(row.released_at);
  return {
    holdId: row.hold_id,
    ground: row.ground,
    placedAt: toDate(row.placed_at),
    system: row.system,
    actingUser: row.acting_user,
    released: releasedAt && { at: releasedAt, ground: row.release_ground },
  };
}
