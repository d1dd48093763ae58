import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { kyivDay, type Day, type RuleStatus } from '@safe-community/domain-kit';
import { ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import { DISMISSED_ROWS, findDeparture, lockToErase } from '../officers/module.ts';
import type { Hold, Retained } from './hold.ts';
import { dueDays, type RetentionTerm } from './retention-term.ts';

export const RETENTION_TABLES: readonly string[] = [
  // No term holds until a person has recorded one: nothing is erased before.
  `create table officer_retention_term (
     valid_from date primary key,
     days int not null check (days > 0),
     source text not null check (source <> ''),
     status text not null check (status in ('confirmed', 'unconfirmed')),
     version integer not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null
   )`,
  `create table officer_erasure_hold (
     hold_id uuid primary key,
     officer_id uuid not null references officer,
     ground text not null,
     placed_at timestamptz not null,
     -- name of the calling system
     caller text not null,
     released_at timestamptz,
     release_ground text not null
   )`,
  // Needed by findRetained, DUE (retention.store.ts).
  'create index officer_erasure_hold_of_officer on officer_erasure_hold (officer_id)',
];

export const RETENTION_RIGHTS: Rights = {
  officer_retention_term: {
    insert: true,
    update: ['days', 'source', 'status', 'version', 'recorded_at', 'caller'],
    reader: { columns: ['valid_from', 'days', 'source', 'status', 'recorded_at'] },
  },
  officer_erasure_hold: { insert: true, update: ['released_at', 'release_ground'] },
};

export const TERMS: RuleStore<RetentionTerm> = ruleStore<RetentionTerm, TermRow>({
  table: 'officer_retention_term',
  key: ['valid_from'],
  values: ['days', 'source', 'status'],
  toRow: ({ validFrom, days, source, status }) => ({ valid_from: validFrom, days, source, status }),
  toRule: ({ valid_from, days, source, status }) => ({ validFrom: valid_from, days, source, status }),
});

interface TermRow {
  readonly valid_from: Day;
  readonly days: number;
  readonly source: string;
  readonly status: RuleStatus;
}

/** A dismissed officer whose data is due. */
export interface DueOfficer {
  readonly officerId: string;
  readonly dismissedOn: Day;
  readonly held: boolean;
}

const IS_HELD = `
  exists (select from officer_erasure_hold h where h.officer_id = d.officer_id and h.released_at is null)`;
/** Dismissed officers `d` who are due on a day: the first days of the periods are $2, the last ones $3. */
const DUE = `
  from ${DISMISSED_ROWS} d where exists (
    select from unnest($2::date[], $3::date[]) as due (first, last) where d.dismissed_on between due.first and due.last)`;

const LIST_DUE = `
  select d.officer_id as "officerId", d.dismissed_on::text as "dismissedOn", ${IS_HELD} as held ${DUE}
    and d.officer_id > $4::uuid
  order by d.officer_id limit $1`;

const STILL_HELD = `
  select officer_id as "officerId" from officer_erasure_hold
  where officer_id = any ($1::uuid[]) and released_at is null`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Officers whose data is due on a day, after an id. */
export async function listDue(
  em: EntityManager,
  day: Day,
  after: string | undefined,
  most: number,
): Promise<{ readonly due: readonly DueOfficer[]; readonly terms: readonly RetentionTerm[] }> {
  const terms = await TERMS.list(em);
  const due = await rows<DueOfficer>(em, LIST_DUE, [most, ...daysOf(terms, day), after ?? NOBODY]);
  return { due, terms };
}

/** Locks officers whose data is due by a time. Those who are held, or locked already, are skipped. */
export async function lockDue(tx: EntityManager, time: Date, most: number): Promise<string[]> {
  const days = daysOf(await TERMS.list(tx), kyivDay(time));
  const locked = await lockToErase(tx, `select d.officer_id ${DUE} and not ${IS_HELD}`, days, most);
  // A hold that was committed before the lock may be missing in the snapshot of the statement above.
  const held = await rows<Pick<DueOfficer, 'officerId'>>(tx, STILL_HELD, [locked]);
  const isHeld = new Set(held.map(({ officerId }) => officerId));
  return locked.filter((officerId) => !isHeld.has(officerId));
}

function daysOf(terms: readonly RetentionTerm[], day: Day): [Day[], Day[]] {
  const days = dueDays(terms, day);
  return [days.map(({ first }) => first), days.map(({ last }) => last)];
}

/** The retention of an officer. */
export async function findRetained(em: EntityManager, officerId: string): Promise<Retained | undefined> {
  const departure = await findDeparture(em, officerId);
  if (departure === undefined) return undefined;
  const holds = await rows<HoldRow>(em, HOLDS, [officerId]);
  return { officerId, ...departure, holds: holds.map(toHold) };
}

const HOLDS = 'select * from officer_erasure_hold where officer_id = $1 order by placed_at, hold_id';

interface HoldRow {
  readonly hold_id: string;
  readonly ground: string;
  readonly placed_at: string;
  readonly caller: string;
  readonly released_at: string | null;
  readonly release_ground: string;
}

function toHold(row: HoldRow): Hold {
  return {
    holdId: row.hold_id,
    ground: row.ground,
    placedAt: toDate(row.placed_at),
    caller: row.caller,
    releasedAt: toOptionalDate(row.released_at),
    releaseGround: row.release_ground,
  };
}

export async function insertHold(tx: EntityManager, officerId: string, hold: Hold): Promise<void> {
  const { holdId, ground, placedAt, caller } = hold;
  await rows(tx, INSERT_HOLD, [holdId, officerId, ground, placedAt, caller]);
}

const INSERT_HOLD = `
  insert into officer_erasure_hold (hold_id, officer_id, ground, placed_at, caller, release_ground)
  values ($1, $2, $3, $4, $5, '')`;

export async function saveRelease(tx: EntityManager, { holdId, releasedAt, releaseGround }: Hold): Promise<void> {
  await rows(tx, 'update officer_erasure_hold set released_at = $2, release_ground = $3 where hold_id = $1', [
    holdId,
    releasedAt,
    releaseGround,
  ]);
}
