import { prepared, rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { DeclaredSource } from './declaration.ts';

export const DECLARATION_TABLES: readonly string[] = [
  `create table source_declaration (
     declaration_id uuid primary key,
     source text not null,
     title_uk text not null,
     title_en text not null,
     matters text[] not null,
     categories text[] not null,
     territory_codes text[] not null,
     first_day date not null,
     -- the day before first_day: it never held
     last_day date check (last_day >= first_day - 1),
     lag_days int not null check (lag_days >= 0),
     said_by text not null,
     ended_said_by text check ((ended_said_by is null) = (last_day is null)),
     recorded_on date not null,
     ended_on date check ((ended_on is null) = (last_day is null)),
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null
   )`,
  // A declaration is compared with the others of its source. Needed by OF_SOURCE (declarations.store.ts).
  `create index source_declaration_source on source_declaration (source)`,
  // Changes whenever a declaration does, so that readers know that what they keep in memory still holds.
  `create table source_revision (
     -- the only row is 1
     id smallint primary key,
     version uuid not null
   )`,
];

export const DECLARATION_RIGHTS: Rights = {
  source_declaration: {
    insert: true,
    update: ['last_day', 'ended_said_by', 'ended_on'],
    reader: {
      columns: [
        'declaration_id',
        'source',
        'title_uk',
        'title_en',
        'matters',
        'categories',
        'territory_codes',
        'first_day',
        'last_day',
        'lag_days',
        'said_by',
        'ended_said_by',
        'recorded_on',
        'ended_on',
      ],
    },
  },
  source_revision: { insert: true, update: ['version'] },
};

interface DeclarationRow extends Omit<DeclaredSource, 'lastDay' | 'endedSaidBy'> {
  readonly lastDay: Day | null;
  readonly endedSaidBy: string | null;
}

const COLUMNS = `
  declaration_id as "declarationId", source, title_uk as "titleUk", title_en as "titleEn", matters, categories,
  territory_codes as "territoryCodes", first_day::text as "firstDay", lag_days as "lagDays", said_by as "saidBy"`;

const KNOWN = prepared(`
  select ${COLUMNS},
    case when $1::date is null or ended_on <= $1::date then last_day::text end as "lastDay",
    case when $1::date is null or ended_on <= $1::date then ended_said_by end as "endedSaidBy"
  from source_declaration where $1::date is null or recorded_on <= $1::date
  order by source, first_day, declaration_id`);

/** @param knownOn without what was declared or ended after this day; undefined: as known now. */
export async function readDeclarations(tx: EntityManager, knownOn?: Day): Promise<DeclaredSource[]> {
  return (await rows<DeclarationRow>(tx, KNOWN, [knownOn ?? null])).map(toDeclared);
}

const OF_SOURCE = prepared(`
  select ${COLUMNS}, last_day::text as "lastDay", ended_said_by as "endedSaidBy"
  from source_declaration where source = $1 order by first_day, declaration_id`);

// Unique among the advisory locks with two numbers.
const SOURCE_LOCK = 0x73_6f_75_72;
const LOCK = prepared(`select pg_advisory_xact_lock($1, hashtext($2))`);

/** The declarations of a source, while no other one is added. */
export async function lockDeclarationsOf(tx: EntityManager, source: string): Promise<DeclaredSource[]> {
  await rows(tx, LOCK, [SOURCE_LOCK, source]);
  return (await rows<DeclarationRow>(tx, OF_SOURCE, [source])).map(toDeclared);
}

const ONE = prepared(`
  select ${COLUMNS}, last_day::text as "lastDay", ended_said_by as "endedSaidBy"
  from source_declaration where declaration_id = $1 for update`);

export async function lockDeclaration(tx: EntityManager, declarationId: string): Promise<DeclaredSource | undefined> {
  const [row] = await rows<DeclarationRow>(tx, ONE, [declarationId]);
  return row && toDeclared(row);
}

function toDeclared({ lastDay, endedSaidBy, ...row }: DeclarationRow): DeclaredSource {
  return { ...row, lastDay: lastDay ?? undefined, endedSaidBy: endedSaidBy ?? undefined };
}

/** Who declared it, and when. */
export interface Declaring {
  readonly caller: string;
  readonly at: Date;
  readonly today: Day;
}

const INSERT = prepared(`
  insert into source_declaration (declaration_id, source, title_uk, title_en, matters, categories, territory_codes, first_day,
    lag_days, said_by, recorded_on, recorded_at, caller)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`);

export async function insertDeclaration(tx: EntityManager, declared: DeclaredSource, by: Declaring): Promise<void> {
  const { declarationId, source, titleUk, titleEn, matters, categories, territoryCodes } = declared;
  const { firstDay, lagDays, saidBy } = declared;
  const texts = [declarationId, source, titleUk, titleEn, matters, categories, territoryCodes];
  await rows(tx, INSERT, [...texts, firstDay, lagDays, saidBy, by.today, by.at, by.caller]);
  await rows(tx, REVISE);
}

const END = prepared(`
  update source_declaration set last_day = $2, ended_said_by = $3, ended_on = $4 where declaration_id = $1`);

export async function saveEnd(tx: EntityManager, ended: DeclaredSource, today: Day): Promise<void> {
  await rows(tx, END, [ended.declarationId, ended.lastDay ?? null, ended.endedSaidBy ?? null, today]);
  await rows(tx, REVISE);
}

const REVISE = prepared(`
  insert into source_revision (id, version) values (1, gen_random_uuid())
  on conflict (id) do update set version = excluded.version`);

/** A sub-select: what changes with the declarations. */
export const DECLARED_VERSION = '(select version::text from source_revision)';
