import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { publishedStatuses } from '@safe-community/territory';
import { controlOf, type Control, type ControlChange } from './control.ts';
import { readMergers } from './mergers.store.ts';

/** What the registry recorded of hromadas and cities with special status; what was published before is built in. */
export const CONTROL_TABLES: readonly string[] = [
  `create table control_change (
     code text not null,
     -- 'controlled', 'frontline', 'occupied' or 'liberated'
     status text not null,
     -- a day of Kyiv time, which may lie in the future
     effective_on date not null,
     -- false if the change is only known to have come by that day
     is_exact boolean not null,
     -- the day on which the registry recorded it
     known_on date not null,
     primary key (code, status, effective_on)
   )`,
];

export const CONTROL_RIGHTS: Rights = {
  control_change: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['is_exact', 'known_on'],
    delete: true,
    reader: { columns: ['code', 'status', 'effective_on', 'is_exact', 'known_on'] },
  },
};

/** What other modules may join. */
export const CONTROL_ROWS = '(select effective_on from control_change)';

/** A sub-select: what changes with the changes, and with the mergers that they follow. */
export const CONTROL_VERSION = `(select concat(
    (select md5(string_agg(concat_ws(' ', code, status, effective_on, known_on), ',' order by code, status, effective_on))
     from control_change), (select count(*) from merged_hromada)))`;

/** The registry publishes one change of each place, status, and day. */
export function saveControlChanges(changes: readonly (ControlChange & { readonly knownOn: Day })[]): Step {
  const last = [
    ...new Map(changes.map((change) => [`${change.code} ${change.status} ${change.date}`, change])).values(),
  ];
  const values = [
    last.map(({ code }) => code),
    last.map(({ status }) => status),
    last.map(({ date }) => date),
    last.map(({ isExact }) => isExact),
    last.map(({ knownOn }) => knownOn),
  ];
  return { statement: SAVE, values };
}

const SAVE = prepared(`
  insert into control_change (code, status, effective_on, is_exact, known_on)
  select * from unnest($1::text[], $2::text[], $3::date[], $4::boolean[], $5::date[])
  on conflict (code, status, effective_on) do update set is_exact = excluded.is_exact, known_on = excluded.known_on`);

/**
 * In whose power each place is, day by day: what is published and what the registry recorded.
 *
 * @param knownOn without what was recorded after this day; undefined: as known now.
 */
export async function readControl(tx: EntityManager, knownOn?: Day): Promise<Control> {
  const recorded = await rows<ControlChange>(tx, KNOWN, [knownOn ?? null]);
  return controlOf([...publishedStatuses(), ...recorded], await readMergers(tx, knownOn));
}

const KNOWN = prepared(`
  select code, status, effective_on::text as date, is_exact as "isExact" from control_change
  where $1::date is null or known_on <= $1::date
  order by known_on, status`);
