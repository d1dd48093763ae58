import { rows, toDate, toOptionalDate, type Database, type EntityManager, type Rights } from '@safe-community/database';
import { eraseCase } from '../domestic-violence/module.ts';
import { forgetAdditions } from '../follow-up/module.ts';
import { destroyKey, findErasureTimes, type ErasureTimes } from '../incident/module.ts';
import { eraseOutcomes } from '../sanctions/module.ts';
import { endSubscriptions } from '../subscriptions/module.ts';
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
  // Needed by findRetention, countHolds, holdsInForce (retention.store.ts).
  `create index legal_hold_of_incident on legal_hold (incident_id)`,
];

export const RETENTION_RIGHTS: Rights = {
  legal_hold: { insert: true, update: ['released_at', 'release_ground'] },
};

/** When the personal data of an incident is due to be erased, and what prevents it. */
export interface Retention extends ErasureTimes {
  /** Oldest first, including released ones. */
  readonly holds: readonly LegalHold[];
}

export async function findRetention(database: Database, incidentId: string): Promise<Retention | undefined> {
  const em = database.em.fork();
  const times = await findErasureTimes(em, incidentId);
  if (times === undefined) return undefined;
  const holds = await rows<HoldRow>(em, 'select * from legal_hold where incident_id = $1 order by placed_at, hold_id', [
    incidentId,
  ]);
  return { ...times, holds: holds.map(toHold) };
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

/** How many holds a locked incident has, including released ones. */
export async function countHolds(tx: EntityManager, incidentId: string): Promise<number> {
  const all = await rows(tx, 'select from legal_hold where incident_id = $1', [incidentId]);
  return all.length;
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

/** Destroys the key of a locked case; each module deletes what it has encrypted under it. */
export async function erasePersonalData(tx: EntityManager, incidentId: string, at: Date): Promise<void> {
  await destroyKey(tx, incidentId, at);
  await eraseOutcomes(tx, incidentId);
  await forgetAdditions(tx, incidentId);
  await endSubscriptions(tx, incidentId);
  await eraseCase(tx, incidentId);
}
