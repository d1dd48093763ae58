import {
  prepared,
  readTogether,
  rows,
  unnested,
  type Column,
  type Database,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { BatchStore } from '@safe-community/service-kit';
import { namedSchool, type NamedSchool, type SchoolFinder } from '../school-links/module.ts';
import type { School } from './school.ts';

export const SCHOOL_TABLES: readonly string[] = [
  `create table school (
     edrpou text primary key,
     name text not null,
     hromada_code text not null,
     oblast_code text not null,
     settlement_code text not null,
     latitude double precision,
     longitude double precision,
     closed boolean not null,
     -- until the reports that wait for the school are linked
     changed_at timestamptz default now()
   )`,
  // Needed by changedSchools (school.store.ts).
  `create index school_changed on school (changed_at) where changed_at is not null`,
];

const REPLACED = ['name', 'hromada_code', 'oblast_code', 'settlement_code', 'latitude', 'longitude', 'closed'];

export const SCHOOL_RIGHTS: Rights = {
  school: {
    insert: true,
    update: [...REPLACED, 'changed_at'],
    reader: {
      columns: ['edrpou', 'name', 'hromada_code', 'oblast_code', 'settlement_code', 'closed'],
    },
  },
};

const COLUMNS: readonly Column<School>[] = [
  ['edrpou', 'text', ({ edrpou }) => edrpou],
  ['name', 'text', ({ name }) => name],
  ['hromada_code', 'text', ({ hromadaCode }) => hromadaCode],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['settlement_code', 'text', ({ settlementCode }) => settlementCode],
  ['latitude', 'double precision', ({ point }) => point?.latitude ?? null],
  ['longitude', 'double precision', ({ point }) => point?.longitude ?? null],
  ['closed', 'boolean', ({ closed }) => closed],
];
const ROWS = unnested(COLUMNS);

// Two imports may have the same school in one batch. In the order of the codes, so that batches do not deadlock.
const SAVE = prepared(`
  insert into school (${ROWS.names})
  select distinct on (edrpou) ${ROWS.names} from ${ROWS.source} as new (${ROWS.names}) order by edrpou
  on conflict (edrpou) do update set ${REPLACED.map((name) => `${name} = excluded.${name}`).join(', ')},
    changed_at = now()`);

/** More than the window of several imports. */
const MAX_QUEUE = 10_000;

export const SCHOOL_BATCH: BatchStore<School, School> = {
  toRow: (school) => school,
  insert: (schools) => ({ statement: SAVE, values: ROWS.valuesOf(schools) }),
  longestQueue: MAX_QUEUE,
  refusalOf: () => undefined,
};

interface SchoolRow {
  readonly edrpou: string;
  readonly name: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly settlement_code: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly closed: boolean;
}

function toSchool(row: SchoolRow): School {
  const { latitude, longitude } = row;
  return {
    edrpou: row.edrpou,
    name: row.name,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    settlementCode: row.settlement_code,
    point: latitude === null || longitude === null ? undefined : { latitude, longitude },
    closed: row.closed,
  };
}

export async function findSchool(em: EntityManager, edrpou: string): Promise<School | undefined> {
  const [row] = await rows<SchoolRow>(em, 'select * from school where edrpou = $1', [edrpou]);
  return row && toSchool(row);
}

/** All of them, by code: a country has about 13,000. */
export async function allSchools(em: EntityManager): Promise<Map<string, School>> {
  const found = await rows<SchoolRow>(em, 'select * from school');
  return new Map(found.map((row) => [row.edrpou, toSchool(row)]));
}

/** Empty for all. */
export interface SchoolFilter {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** A part of the name, in upper or lower case. */
  readonly name: string;
}

/** By code, from the first one after `after`. */
export async function listSchools(
  em: EntityManager,
  { hromadaCode, oblastCode, name }: SchoolFilter,
  after: string,
  most: number,
): Promise<School[]> {
  const found = await rows<SchoolRow>(
    em,
    `select * from school
     where edrpou > $1 and ($2 = '' or hromada_code = $2) and ($3 = '' or oblast_code = $3)
       and ($4 = '' or position(lower($4) in lower(name)) > 0)
     order by edrpou limit $5`,
    [after, hromadaCode, oblastCode, name, most],
  );
  return found.map(toSchool);
}

const FIND = prepared(
  `select edrpou, oblast_code from unnest((select $1::text[])) as asked (code) join school on edrpou = asked.code`,
);
const MAX_READ = 128;

export function schoolFinder(database: Database): SchoolFinder {
  const find = readTogether<string, NamedSchool>(async (codes) => {
    const found = await rows<{ edrpou: string; oblast_code: string }>(database.em.fork(), FIND, [[...new Set(codes)]]);
    const oblasts = new Map(found.map((row) => [row.edrpou, row.oblast_code]));
    return codes.map((edrpou) => ({ edrpou, oblastCode: oblasts.get(edrpou) }));
  }, MAX_READ);
  return {
    async named({ attributes }) {
      const edrpou = namedSchool(attributes);
      return edrpou === undefined ? undefined : find(edrpou);
    },
  };
}

/** A school that an import added or changed, whose reports may wait. */
export interface ChangedSchool {
  readonly edrpou: string;
  readonly oblastCode: string;
  /** As the database writes it, to the microsecond. */
  readonly changedAt: string;
  /** A report that looked for it just before the change is committed by now, or never will be. */
  readonly isSettled: boolean;
}

export async function changedSchools(em: EntityManager): Promise<ChangedSchool[]> {
  const found = await rows<{ edrpou: string; oblast_code: string; changed: string; settled: boolean }>(em, CHANGED);
  return found.map((row) => ({
    edrpou: row.edrpou,
    oblastCode: row.oblast_code,
    changedAt: row.changed,
    isSettled: row.settled,
  }));
}

const CHANGED = `
  select edrpou, oblast_code, changed_at::text as changed, changed_at < now() - interval '1 minute' as settled
  from school where changed_at is not null`;

/** Nothing waits for these schools any more. One that was changed again meanwhile stays marked. */
export async function endChanges(em: EntityManager, schools: readonly ChangedSchool[]): Promise<void> {
  await rows(
    em,
    `update school set changed_at = null from unnest($1::text[], $2::text[]) as done (code, changed)
     where edrpou = code and changed_at = changed::timestamptz`,
    [schools.map(({ edrpou }) => edrpou), schools.map(({ changedAt }) => changedAt)],
  );
}
