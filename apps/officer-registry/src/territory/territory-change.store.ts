import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { publishedStatuses } from '@safe-community/territory';
import { History, type ChangeKind, type TerritoryChange } from './history.ts';

export const TERRITORY_CHANGE_TABLES: readonly string[] = [
  `create table territory_change (
       -- of a hromada, a city with special status, a settlement, or a starosta district
       code text not null,
       kind text not null
         check (kind in ('renamed', 'merged', 'controlled', 'frontline', 'occupied', 'liberated')),
       -- a day of Kyiv time
       effective_on date not null,
       -- false if the change is only known to have come by that day
       is_exact boolean not null,
       former_name text not null,
       name text not null,
       successor_code text not null,
       source text not null,
       recorded_at timestamptz not null,
       -- a renaming is listed once the unit has its new name, and TerritoryUnitListed says so
       listed boolean not null default false,
       primary key (code, kind, effective_on),
       check ((kind = 'renamed') = (name <> '')),
       check ((kind = 'merged') = (successor_code <> '')),
       check (source <> '')
     )`,
  // Needed by HAS_DUE, TAKE_DUE (territory-change.store.ts).
  `create index territory_change_to_list on territory_change (effective_on) where kind = 'renamed' and not listed`,
];

const COLUMNS = 'code, kind, effective_on, is_exact, former_name, name, successor_code, source, recorded_at';

export const TERRITORY_CHANGE_RIGHTS: Rights = {
  territory_change: {
    insert: true,
    // All columns, because locking a table requires the right to update the whole table. Only `listed` changes.
    update: true,
    reader: { columns: COLUMNS.split(', ') },
  },
};

/** Makes other changes wait: two concurrent mergers could otherwise form a circle. */
export async function lockChanges(tx: EntityManager): Promise<void> {
  await rows(tx, 'lock table territory_change in share row exclusive mode');
}

/** All known changes: built-in statuses and recorded changes. They are few: some thousands in ten years. */
export async function readHistory(em: EntityManager): Promise<History> {
  return historyWith((await rows<ChangeRow>(em, ALL_CHANGES)).map(toChange));
}

/** The built-in statuses and these changes. */
export function historyWith(recorded: readonly TerritoryChange[]): History {
  return new History([...builtInChanges(), ...recorded]);
}

const ALL_CHANGES = `
  select code, kind, to_char(effective_on, 'YYYY-MM-DD') as effective_on, is_exact, former_name, name, successor_code,
         source, recorded_at
    from territory_change`;

/** An expression that stays the same as long as nothing is recorded. */
export const CHANGES_DIGEST = '(select sum(hash_record_extended(c, 0)) from territory_change c)';

interface ChangeRow {
  readonly code: string;
  readonly kind: ChangeKind;
  readonly effective_on: string;
  readonly is_exact: boolean;
  readonly former_name: string;
  readonly name: string;
  readonly successor_code: string;
  readonly source: string;
  readonly recorded_at: Date;
}

function toChange(row: ChangeRow): TerritoryChange {
  return {
    code: row.code,
    kind: row.kind,
    effectiveOn: row.effective_on,
    isExact: row.is_exact,
    formerName: row.former_name,
    name: row.name,
    successorCode: row.successor_code,
    source: row.source,
    recordedAt: new Date(row.recorded_at),
  };
}

let builtIn: readonly TerritoryChange[] | undefined;

function builtInChanges(): readonly TerritoryChange[] {
  builtIn ??= publishedStatuses().map(({ code, status, date, isExact, source }) => ({
    code,
    kind: status,
    effectiveOn: date,
    isExact,
    formerName: '',
    name: '',
    successorCode: '',
    source,
  }));
  return builtIn;
}

export async function addChange(tx: EntityManager, change: TerritoryChange): Promise<void> {
  await rows(tx, ADD_CHANGE, [
    change.code,
    change.kind,
    change.effectiveOn,
    change.isExact,
    change.formerName,
    change.name,
    change.successorCode,
    change.source,
    change.recordedAt,
  ]);
}

/** Renamings of an import. A second one on the same day replaces the name of the first. */
export async function addRenamings(
  tx: EntityManager,
  renamed: readonly { readonly code: string; readonly formerName: string; readonly name: string }[],
  day: string,
  now: Date,
): Promise<void> {
  const changes = renamed.filter(({ formerName, name }) => formerName !== name);
  if (changes.length === 0) return;
  const columns = [
    changes.map(({ code }) => code),
    changes.map(({ formerName }) => formerName),
    changes.map(({ name }) => name),
  ];
  await rows(tx, ADD_RENAMINGS, [...columns, day, 'ImportTerritory', now]);
}

const ADD_RENAMINGS = `
  insert into territory_change (${COLUMNS})
  select code, 'renamed', $4::date, false, former_name, name, '', $5, $6
    from unnest($1::text[], $2::text[], $3::text[]) as renamed (code, former_name, name)
  on conflict (code, kind, effective_on) do update set name = excluded.name`;

const ADD_CHANGE = `
  insert into territory_change (${COLUMNS}) values ($1, $2, $3::date, $4, $5, $6, $7, $8, $9)`;

/** The unit that this one is part of on a day, after all mergers. Reads no other changes. */
export async function successorOf(em: EntityManager, code: string, day: string): Promise<string> {
  const merged = await rows<Pick<ChangeRow, 'successor_code'>>(em, MERGERS, [code, day]);
  return merged.at(-1)?.successor_code ?? code;
}

/** The unit and all that were merged into it by a day. Reads no other changes. */
export async function partsOf(em: EntityManager, code: string, day: string): Promise<string[]> {
  const found = await rows<Pick<ChangeRow, 'code'>>(em, PARTS, [code, day]);
  return [code, ...found.map((part) => part.code)];
}

const PARTS = `
  with recursive part (code) as (
    select code from territory_change where successor_code = $1 and kind = 'merged' and effective_on <= $2::date
    union
    select earlier.code
      from part join territory_change as earlier
        on earlier.successor_code = part.code and earlier.kind = 'merged' and earlier.effective_on <= $2::date
  )
  select code from part where code <> $1 order by code`;

const MERGERS = `
  with recursive merger (successor_code, depth) as (
    select successor_code, 1 from territory_change where code = $1 and kind = 'merged' and effective_on <= $2::date
    union all
    select later.successor_code, depth + 1
      from merger join territory_change as later
        on later.code = merger.successor_code and later.kind = 'merged' and later.effective_on <= $2::date
     where depth < 100
  )
  select successor_code from merger order by depth`;

const DUE = `kind = 'renamed' and not listed and effective_on <= $1::date`;

/** Whether a renaming that has come by a day is not listed. */
export async function hasRenamingsToList(em: EntityManager, day: string): Promise<boolean> {
  return (await rows(em, HAS_DUE, [day])).length > 0;
}

/** Marks the renamings that have come by a day as listed. Resolves to the codes of their units. */
export async function takeRenamingsToList(tx: EntityManager, day: string): Promise<string[]> {
  const due = await rows<Pick<ChangeRow, 'code'>>(tx, TAKE_DUE, [day]);
  return [...new Set(due.map(({ code }) => code))];
}

const HAS_DUE = `select 1 from territory_change where ${DUE} limit 1`;
const TAKE_DUE = `update territory_change set listed = true where ${DUE} returning code`;
