import { IsolationLevel } from '@mikro-orm/postgresql';
import { rows, toDate, type Database, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { LinkedCase, ViolenceReader } from './violence-ports.app.ts';
import { SEEN_COLUMNS, seenOf, type SeenColumns } from '../incident/seen-columns.store.ts';
import { nameEveryCase } from './named-case.store.ts';
import { countOthers, otherIds } from './same-offender.store.ts';
import { findCase } from './violence-book.store.ts';

const MOST_OTHERS = 50;

export function violenceReader(database: Database, keyring: Keyring): ViolenceReader {
  return {
    async find(incidentId) {
      const [row] = await rows<SeenColumns & { incident_id: string }>(
        database.em.fork(),
        `select incident_id, ${SEEN_COLUMNS} from incident where incident_id = $1`,
        [incidentId],
      );
      if (row === undefined) return undefined;
      return { ...seenOf(row), open: () => openLinked(database, keyring, row.incident_id) };
    },
    countOthers: (incidentId) => acrossCases(database, (em) => countOthers(em, incidentId)),
    async listDue({ dueBy, within }, after, most) {
      const asked = [dueBy, within, after?.dueAt ?? null, after?.visitId ?? null, most];
      const found = await acrossCases(database, (em) => rows<DueRow>(em, LIST_DUE, asked));
      return found.map(({ incident_id, visit_id, hromada_code, due_at }) => ({
        incidentId: incident_id,
        visitId: visit_id,
        hromadaCode: hromada_code,
        dueAt: toDate(due_at),
      }));
    },
  };
}

/** A look at more than one case. */
function acrossCases<Found>(database: Database, look: (em: EntityManager) => Promise<Found>): Promise<Found> {
  return database.em.fork().transactional(async (em) => {
    await nameEveryCase(em);
    return look(em);
  });
}

/** Several statements that see the same state of things: a case is read whole, of one version. */
function openLinked(database: Database, keyring: Keyring, incidentId: string): Promise<LinkedCase | undefined> {
  return database.em.fork().transactional(
    async (em) => {
      const violence = await findCase(em, keyring, incidentId);
      if (violence === undefined) return undefined;
      await nameEveryCase(em);
      return { violence, otherIncidentIds: await otherIds(em, incidentId, MOST_OTHERS) };
    },
    { isolationLevel: IsolationLevel.REPEATABLE_READ },
  );
}

/** Erased cases are left out: nobody could be visited any more. */
const LIST_DUE = `
  select incident_id, visit_id, visit.hromada_code, visit.due_at
  from dv_visit visit join incident using (incident_id)
  where done_at is null and visit.due_at <= $1 and erased_at is null
    and visit.hromada_code like any ($2::text[])
    and ($3::timestamptz is null or (visit.due_at, visit_id) > ($3::timestamptz, $4::uuid))
  order by visit.due_at, visit_id limit $5`;

interface DueRow {
  readonly incident_id: string;
  readonly visit_id: string;
  readonly hromada_code: string;
  readonly due_at: string;
}
