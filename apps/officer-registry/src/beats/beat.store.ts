import {
  brokenExclusionConstraint,
  rows,
  toDate,
  toOptionalDate,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { unitTaken, type Beat } from './beat.ts';

export const BEAT_TABLES: readonly string[] = [
  // Lets an exclusion constraint compare codes as well as ranges. Trusted: the owner of the database may create it.
  `create extension if not exists btree_gist`,
  `create table beat (
     beat_id uuid primary key,
     hromada_code text not null,
     name text not null,
     -- the whole hromada, except for what its other beats cover
     is_whole boolean not null,
     created_at timestamptz not null,
     retired_at timestamptz,
     version integer not null
   )`,
  // Needed by beatsOfHromada (beat.store.ts).
  `create index beat_of_hromada on beat (hromada_code)`,
  `create table beat_unit (
     beat_id uuid not null references beat,
     -- a starosta district, settlement or city district; of a whole hromada the hromada itself
     unit_code text not null,
     valid_from timestamptz not null,
     valid_to timestamptz,
     valid tstzrange not null generated always as (tstzrange(valid_from, valid_to)) stored,
     -- However many transactions compete, no unit belongs to two beats at the same time.
     constraint beat_unit_of_one_beat exclude using gist (unit_code with =, valid with &&)
   )`,
  // Needed by BEATS (beat.store.ts).
  `create index beat_unit_of_beat on beat_unit (beat_id)`,
];

export const BEAT_RIGHTS: Rights = {
  beat: {
    insert: true,
    update: ['name', 'retired_at', 'version'],
    reader: { columns: ['beat_id', 'hromada_code', 'name', 'is_whole', 'created_at', 'retired_at'] },
  },
  beat_unit: {
    insert: true,
    update: ['valid_to'],
    reader: { columns: ['beat_id', 'unit_code', 'valid_from', 'valid_to'] },
  },
};

/** What other modules may join: beats, and the units of each over time. */
export const BEAT_ROWS = '(select beat_id, hromada_code, is_whole, retired_at from beat)';
export const BEAT_UNIT_ROWS = '(select beat_id, unit_code, valid_to, valid from beat_unit)';

// Unique among the advisory locks with two numbers.
const HROMADA_LOCK = 4_801;

/** Writes to the beats of a hromada, and to their assignments, wait for each other until the commit. */
export async function lockHromadas(tx: EntityManager, hromadaCodes: readonly string[]): Promise<void> {
  // In one order, so that two transactions do not deadlock.
  for (const code of [...new Set(hromadaCodes)].toSorted()) {
    await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [HROMADA_LOCK, code]);
  }
}

interface BeatRow {
  readonly beat_id: string;
  readonly hromada_code: string;
  readonly name: string;
  readonly is_whole: boolean;
  readonly created_at: string;
  readonly retired_at: string | null;
  readonly version: number;
  readonly unit_codes: readonly string[];
  readonly valid_from: string;
}

/** With the units of now (those of its end if a beat is retired), and since when it has covered any. */
const BEATS = `
  select b.*, u.unit_codes, u.valid_from from beat b cross join lateral (
    select
      coalesce(
        array_agg(unit_code order by unit_code)
          filter (where valid_to is not distinct from b.retired_at and not isempty(valid)), '{}') as unit_codes,
      coalesce(min(valid_from), b.created_at) as valid_from
    from beat_unit where beat_id = b.beat_id
  ) u`;

async function findBeat(em: EntityManager, beatId: string): Promise<Beat | undefined> {
  const [found] = await rows<BeatRow>(em, `${BEATS} where b.beat_id = $1`, [beatId]);
  return found && toBeat(found);
}

/** The beat, after its hromada is locked: nobody changes it until the transaction ends. */
export async function lockBeat(tx: EntityManager, beatId: string): Promise<Beat | undefined> {
  const known = await findBeat(tx, beatId);
  if (known === undefined) return undefined;
  await lockHromadas(tx, [known.hromadaCode]);
  return findBeat(tx, beatId);
}

/** The hromada of a beat; undefined for an unknown one. */
export async function hromadaOfBeat(em: EntityManager, beatId: string): Promise<string | undefined> {
  const [found] = await rows<{ hromada_code: string }>(em, 'select hromada_code from beat where beat_id = $1', [
    beatId,
  ]);
  return found?.hromada_code;
}

export async function findBeats(em: EntityManager, beatIds: readonly string[]): Promise<Beat[]> {
  return (await rows<BeatRow>(em, `${BEATS} where b.beat_id = any($1)`, [beatIds])).map(toBeat);
}

/** All beats that are not retired. */
export async function readBeats(em: EntityManager): Promise<Beat[]> {
  return (await rows<BeatRow>(em, `${BEATS} where b.retired_at is null`)).map(toBeat);
}

/** The beats of a hromada that are not retired. */
export async function beatsOfHromada(em: EntityManager, hromadaCode: string): Promise<Beat[]> {
  const condition = 'where b.hromada_code = $1 and b.retired_at is null';
  return (await rows<BeatRow>(em, `${BEATS} ${condition}`, [hromadaCode])).map(toBeat);
}

export interface BeatFilter {
  /** Of hromadas that are one today; empty for all. */
  readonly hromadaCodes: readonly string[];
  /** The first four characters of the codes of an oblast; empty for all. */
  readonly oblastPrefix: string;
  readonly includeRetired: boolean;
}

/** Beats by their id, after an id. */
export async function listBeats(
  em: EntityManager,
  { hromadaCodes, oblastPrefix, includeRetired }: BeatFilter,
  after: string | undefined,
  most: number,
): Promise<Beat[]> {
  const found = await rows<BeatRow>(
    em,
    `${BEATS} where ($1::text[] = '{}' or b.hromada_code = any($1)) and starts_with(b.hromada_code, $2)
       and ($3 or b.retired_at is null) and ($4::uuid is null or b.beat_id > $4)
     order by b.beat_id limit $5`,
    [hromadaCodes, oblastPrefix, includeRetired, after ?? null, most],
  );
  return found.map(toBeat);
}

/** UNIT_TAKEN if another transaction was faster. */
export async function insertBeat(tx: EntityManager, beat: Beat): Promise<Refusal | undefined> {
  await rows(
    tx,
    `insert into beat (beat_id, hromada_code, name, is_whole, created_at, version)
     values ($1, $2, $3, $4, $5, $6)`,
    [beat.beatId, beat.hromadaCode, beat.name, beat.isWhole, beat.createdAt, beat.version],
  );
  return addUnits(tx, beat.beatId, beat.unitCodes, beat.validFrom);
}

/** Saves the name, the units and the end of a beat from `now` on. UNIT_TAKEN if another transaction was faster. */
export async function updateBeat(tx: EntityManager, beat: Beat, now: Date): Promise<Refusal | undefined> {
  const { beatId, name, retiredAt, version } = beat;
  await rows(tx, 'update beat set name = $2, retired_at = $3, version = $4 where beat_id = $1', [
    beatId,
    name,
    retiredAt ?? null,
    version,
  ]);
  const kept = retiredAt === undefined ? beat.unitCodes : [];
  const held = await rows<{ unit_code: string }>(
    tx,
    `with ended as (
       update beat_unit set valid_to = greatest($3::timestamptz, valid_from)
       where beat_id = $1 and valid_to is null and not unit_code = any($2)
     ) select unit_code from beat_unit where beat_id = $1 and valid_to is null and unit_code = any($2)`,
    [beatId, kept, now],
  );
  const heldCodes = new Set(held.map(({ unit_code }) => unit_code));
  return addUnits(
    tx,
    beatId,
    kept.filter((code) => !heldCodes.has(code)),
    now,
  );
}

async function addUnits(
  tx: EntityManager,
  beatId: string,
  unitCodes: readonly string[],
  from: Date,
): Promise<Refusal | undefined> {
  if (unitCodes.length === 0) return undefined;
  try {
    await rows(
      tx,
      `insert into beat_unit (beat_id, unit_code, valid_from) select $1, code, $3 from unnest($2::text[]) as code`,
      [beatId, unitCodes, from],
    );
  } catch (error) {
    if (brokenExclusionConstraint(error) === 'beat_unit_of_one_beat') return unitTaken();
    throw error;
  }
  return undefined;
}

function toBeat(row: BeatRow): Beat {
  return {
    beatId: row.beat_id,
    hromadaCode: row.hromada_code,
    name: row.name,
    isWhole: row.is_whole,
    unitCodes: row.unit_codes,
    createdAt: toDate(row.created_at),
    validFrom: toDate(row.valid_from),
    retiredAt: toOptionalDate(row.retired_at),
    version: row.version,
  };
}
