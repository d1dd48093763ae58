import { rows, toDate, toOptionalDate, type Database, type EntityManager, type Rights } from '@safe-community/database';
import { eraseCase } from '../domestic-violence/module.ts';
import { forgetAdditions } from '../follow-up/module.ts';
import { SEEN_COLUMNS, seenOf, type Seen, type SeenColumns } from '../incident/module.ts';
import type { LegalHold, Release } from './retention.ts';

/** Why the personal data of an incident must not be erased. Released holds stay. */
export const RETENTION_TABLES: readonly string[] = [
  `create table legal_hold (
     hold_id uuid primary key,
     incident_id uuid not null,
     ground text not null,
     placed_at timestamptz not null,
     system text not null,
     acting_user text not null,
     released_at timestamptz,
     release_ground text not null default ''
   )`,
  // Needed by findRetention, holdsInForce (retention.store.ts).
  `create index legal_hold_of_incident on legal_hold (incident_id)`,
];

export const RETENTION_RIGHTS: Rights = {
  legal_hold: { insert: true, update: ['released_at', 'release_ground'] },
};

/** When the personal data of an incident is due to be erased, and what prevents it. */
export interface Retention extends Seen {
  readonly eraseAt: Date | undefined;
  readonly erasedAt: Date | undefined;
  /** Oldest first, including released ones. */
  readonly holds: readonly LegalHold[];
}

export async function findRetention(database: Database, incidentId: string): Promise<Retention | undefined> {
  const em = database.em.fork();
  const [incident] = await rows<IncidentRow>(
    em,
    `select ${SEEN_COLUMNS}, erase_at, erased_at from incident where incident_id = $1`,
    [incidentId],
  );
  if (incident === undefined) return undefined;
  const holds = await rows<HoldRow>(em, 'select * from legal_hold where incident_id = $1 order by placed_at, hold_id', [
    incidentId,
  ]);
  return {
    ...seenOf(incident),
    eraseAt: toOptionalDate(incident.erase_at),
    erasedAt: toOptionalDate(incident.erased_at),
    holds: holds.map(toHold),
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

export async function insertHold(
  tx: EntityManager,
  incidentId: string,
  { holdId, ground, placedAt, system, actingUser }: Omit<LegalHold, 'released'>,
): Promise<void> {
  await rows(
    tx,
    `insert into legal_hold (hold_id, incident_id, ground, placed_at, system, acting_user)
     values ($1, $2, $3, $4, $5, $6)`,
    [holdId, incidentId, ground, placedAt, system, actingUser],
  );
}

/** Ids of the holds of a locked incident that are in force. */
export async function holdsInForce(tx: EntityManager, incidentId: string): Promise<string[]> {
  const held = await rows<{ hold_id: string }>(
    tx,
    'select hold_id from legal_hold where incident_id = $1 and released_at is null',
    [incidentId],
  );
  return held.map(({ hold_id }) => hold_id);
}

export async function saveRelease(tx: EntityManager, holdId: string, { at, ground }: Release): Promise<void> {
  await rows(tx, 'update legal_hold set released_at = $2, release_ground = $3 where hold_id = $1', [
    holdId,
    at,
    ground,
  ]);
}

/** Locks incidents that are due by a time and that no hold protects. Those that are locked already are skipped. */
export async function lockDue(tx: EntityManager, time: Date, most: number): Promise<string[]> {
  const due = await rows<{ incident_id: string }>(
    tx,
    `select incident_id from incident
     where erase_at is not null and erase_at <= $1 and erased_at is null and not legal_hold
     order by erase_at limit $2
     for no key update skip locked`,
    [time, most],
  );
  return due.map(({ incident_id }) => incident_id);
}

/** Destroys the key of a locked case, and deletes all that was encrypted under it. */
export async function erasePersonalData(tx: EntityManager, incidentId: string, at: Date): Promise<void> {
  await destroyKey(tx, incidentId, at);
  for (const part of PARTS) await rows(tx, part, [incidentId]);
  await forgetAdditions(tx, incidentId);
  await eraseCase(tx, incidentId);
}

/**
 * Without the wrapped key nothing that was encrypted under it can be decrypted, wherever it is stored. The digest of
 * the telephone number does not depend on the key and is deleted as well.
 */
async function destroyKey(tx: EntityManager, incidentId: string, at: Date): Promise<void> {
  await rows(
    tx,
    `update incident set key_id = null, wrapped_key = null, ciphertext = null, reporter_phone = null, erased_at = $2
     where incident_id = $1`,
    [incidentId, at],
  );
}

/** Ciphertext that can no longer be decrypted is deleted anyway, so that nobody has to rely on that. */
const PARTS = [
  'update case_history set sealed_reason = null where incident_id = $1 and sealed_reason is not null',
  'update outcome set sealed = null where incident_id = $1',
];
