import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Merger } from './parts.ts';

/**
 * Hromadas that are part of another one from a day on. Figures stay with the code of the incident: readers join. Intake
 * has the same table: each service keeps what it consumes in its own database, and apps do not import each other.
 */
export const MERGER_TABLES: readonly string[] = [
  `create table merged_hromada (
     code text primary key,
     successor_code text not null,
     -- a day of Kyiv time, which may lie in the future
     effective_on date not null,
     -- the day on which the registry recorded it
     known_on date not null
   )`,
];

export const MERGER_RIGHTS: Rights = {
  merged_hromada: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['successor_code', 'effective_on', 'known_on'],
    delete: true,
    reader: { columns: ['code', 'successor_code', 'effective_on', 'known_on'] },
  },
};

/** What other modules may join. */
export const MERGER_ROWS = '(select code, successor_code, effective_on from merged_hromada)';

/** The registry publishes one merger of each hromada; of several the last counts. */
export function saveMergers(mergers: readonly (Merger & { readonly knownOn: Day })[]): Step {
  const last = [...new Map(mergers.map((merger) => [merger.code, merger])).values()];
  const values = [
    last.map(({ code }) => code),
    last.map(({ successorCode }) => successorCode),
    last.map(({ effectiveDate }) => effectiveDate),
    last.map(({ knownOn }) => knownOn),
  ];
  return { statement: SAVE, values };
}

const SAVE = prepared(`
  insert into merged_hromada (code, successor_code, effective_on, known_on)
  select * from unnest($1::text[], $2::text[], $3::date[], $4::date[])
  on conflict (code) do update set successor_code = excluded.successor_code, effective_on = excluded.effective_on,
    known_on = excluded.known_on`);

/**
 * All mergers, also future ones.
 *
 * @param knownOn without those that were recorded after this day; undefined: as known now.
 */
export function readMergers(tx: EntityManager, knownOn?: Day): Promise<Merger[]> {
  return rows<Merger>(tx, KNOWN, [knownOn ?? null]);
}

const KNOWN = prepared(`
  select code, successor_code as "successorCode", effective_on::text as "effectiveDate" from merged_hromada
  where $1::date is null or known_on <= $1::date`);

/** A recursive query `hop`, and `successor` (code, final_code): the merged hromadas on the day `day` (on_day). */
export const SUCCESSORS_ON_DAY = `
  recursive hop (code, next_code) as (
    select code, successor_code from merged_hromada, day where effective_on <= on_day
    union
    select hop.code, merged.successor_code
    from day, hop join merged_hromada merged on merged.code = hop.next_code where merged.effective_on <= on_day
  ),
  successor (code, final_code) as (
    select code, next_code from day, hop
    where not exists (select from merged_hromada later where later.code = hop.next_code and later.effective_on <= on_day)
  )`;
