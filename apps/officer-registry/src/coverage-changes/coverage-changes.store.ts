import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import { LEDGER_EPOCH } from '@safe-community/ledger';

export const COVERAGE_TABLES: readonly string[] = [
  // One row, which is locked while the coverage is compared.
  `create table coverage_head (
     is_only boolean primary key default true check (is_only),
     version bigint not null,
     -- the instant of the comparison that led to the version
     computed_at timestamptz not null
   )`,
  `insert into coverage_head (version, computed_at) values (0, '1991-08-24 00:00+03')`,
  // The coverage of each hromada when watchers last received it, and the version that brought it.
  `create table coverage_row (
     hromada_code text primary key,
     version bigint not null,
     content text not null
   )`,
  // Former contents, for watchers that resume: a row that changed and changed back meanwhile is not sent.
  `create table coverage_former_row (
     hromada_code text not null,
     version bigint not null,
     content text not null,
     replaced_at timestamptz not null,
     primary key (hromada_code, version)
   )`,
  // Needed by saveRows (coverage-changes.store.ts).
  `create index coverage_former_row_by_age on coverage_former_row (replaced_at)`,
];

export const COVERAGE_RIGHTS: Rights = {
  coverage_head: { update: ['version', 'computed_at'], reader: { columns: ['version', 'computed_at'] } },
  coverage_row: {
    insert: true,
    update: ['version', 'content'],
    reader: { columns: ['hromada_code', 'version', 'content'] },
  },
  coverage_former_row: {
    insert: true,
    delete: true,
    reader: { columns: ['hromada_code', 'version', 'content', 'replaced_at'] },
  },
};

export interface CoverageHead {
  /** Of the ledger: a restored database has another one. */
  readonly epoch: string;
  readonly version: bigint;
  readonly computedAt: Date;
}

/** The head, locked: replicas compare one after the other, so that a slower one does not bring a former state back. */
export async function lockHead(tx: EntityManager): Promise<CoverageHead> {
  const [head] = await rows<{ epoch: string; version: string; computed_at: string }>(tx, LOCK_HEAD);
  if (head === undefined) throw new Error('the coverage has no head row: is the database migrated?');
  return { epoch: head.epoch, version: BigInt(head.version), computedAt: toDate(head.computed_at) };
}

const LOCK_HEAD = `
  select e.epoch, h.version, h.computed_at from coverage_head h, ${LEDGER_EPOCH} e for update of h`;

export interface StoredRow {
  readonly version: bigint;
  readonly content: string;
}

/** By the code of the hromada. */
export async function readRows(tx: EntityManager): Promise<Map<string, StoredRow>> {
  const found = await rows<{ hromada_code: string; version: string; content: string }>(
    tx,
    'select hromada_code, version, content from coverage_row',
  );
  return new Map(
    found.map((row) => [row.hromada_code, { version: BigInt(row.version), content: row.content }] as const),
  );
}

/** Former contents are kept so long; a watcher that resumes later may get a row that has changed back. */
const KEPT_DAYS = 30;

/** Saves the changed contents, by the code of the hromada. */
export async function saveRows(
  tx: EntityManager,
  { version, computedAt }: Omit<CoverageHead, 'epoch'>,
  contents: ReadonlyMap<string, string>,
): Promise<void> {
  await rows(tx, 'update coverage_head set version = $1, computed_at = $2', [version, computedAt]);
  await rows(tx, KEEP_FORMER, [[...contents.keys()], computedAt]);
  await rows(tx, SAVE_ROWS, [[...contents.keys()], version, [...contents.values()]]);
  const last = new Date(computedAt.getTime() - KEPT_DAYS * 86_400_000);
  await rows(tx, 'delete from coverage_former_row where replaced_at < $1', [last]);
}

const KEEP_FORMER = `
  insert into coverage_former_row (hromada_code, version, content, replaced_at)
  select hromada_code, version, content, $2 from coverage_row where hromada_code = any ($1::text[])`;

const SAVE_ROWS = `
  insert into coverage_row (hromada_code, version, content)
  select code, $2, content from unnest($1::text[], $3::text[]) as changed (code, content)
  on conflict (hromada_code) do update set version = excluded.version, content = excluded.content`;

/** The contents of rows that have changed since, as they were at a version. Those that are no longer kept are absent. */
export async function readFormer(
  em: EntityManager,
  codes: readonly string[],
  version: bigint,
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ hromada_code: string; content: string }>(em, FORMER, [codes, version]);
  return new Map(found.map((row) => [row.hromada_code, row.content]));
}

const FORMER = `
  select distinct on (hromada_code) hromada_code, content from coverage_former_row
  where hromada_code = any ($1::text[]) and version <= $2
  order by hromada_code, version desc`;
