import { rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import { PATROL_UNIT_ROWS } from '../strength/module.ts';
import { countedOf, type ComplianceRow } from './compliance.ts';

export const DAY_TABLES: readonly string[] = [
  // What was published of a unit and a day.
  `create table unit_compliance (
     unit_code text not null references patrol_unit (code),
     day date not null,
     attended int not null,
     counted int not null,
     activated int not null,
     recordings int not null,
     categorised int not null,
     linked int not null,
     complaints_with_footage int not null,
     complaints_without_footage int not null,
     primary key (unit_code, day)
   )`,
];

const COUNTS = [
  'attended',
  'counted',
  'activated',
  'recordings',
  'categorised',
  'linked',
  'complaints_with_footage',
  'complaints_without_footage',
];

export const DAY_RIGHTS: Rights = {
  unit_compliance: { insert: true, update: COUNTS, reader: { columns: ['unit_code', 'day', ...COUNTS] } },
};

/** The published figures of a unit and a day. */
interface UnitDay {
  readonly unitCode: string;
  readonly day: string;
  readonly attended: number;
  readonly counted: number;
  readonly activated: number;
  readonly recordings: number;
  readonly categorised: number;
  readonly linked: number;
  readonly complaintsWithFootage: number;
  readonly complaintsWithoutFootage: number;
}

/** A unit and day with other figures than before. */
export interface ChangedDay extends UnitDay {
  readonly oblastCode: string;
}

/** Saves the figures that differ from those that were published, and resolves to them. Unknown units are left out. */
export async function saveDays(tx: EntityManager, figures: readonly ComplianceRow[]): Promise<ChangedDay[]> {
  const days = figures.map((row) => ({ row, unitCode: row.unitCode, day: row.day, counted: countedOf(row) }));
  return rows<ChangedDay>(tx, SAVE, DAYS.valuesOf(days));
}

const DAYS = unnested<{ row: ComplianceRow; unitCode: string; day: string; counted: number }>([
  ['unit_code', 'text', ({ unitCode }) => unitCode],
  ['day', 'text', ({ day }) => day],
  ['attended', 'integer', ({ row }) => row.attended],
  ['counted', 'integer', ({ counted }) => counted],
  ['activated', 'integer', ({ row }) => row.activated],
  ['recordings', 'integer', ({ row }) => row.recordings],
  ['categorised', 'integer', ({ row }) => row.categorised],
  ['linked', 'integer', ({ row }) => row.linked],
  ['complaints_with_footage', 'integer', ({ row }) => row.withFootage.decided],
  ['complaints_without_footage', 'integer', ({ row }) => row.withoutFootage.decided],
]);

// In the order of the keys, so that two replicas wait for each other instead of deadlocking.
const SAVE = `
  with new as (select * from ${DAYS.source} as new (${DAYS.names})),
  saved as (
    insert into unit_compliance as stored (unit_code, day, ${COUNTS.join(', ')})
    select unit_code, day::date, ${COUNTS.join(', ')} from new join ${PATROL_UNIT_ROWS} unit on unit.code = new.unit_code
    order by unit_code, day
    on conflict (unit_code, day) do update set ${COUNTS.map((count) => `${count} = excluded.${count}`).join(', ')}
    where (${COUNTS.map((count) => `stored.${count}`).join(', ')})
      is distinct from (${COUNTS.map((count) => `excluded.${count}`).join(', ')})
    returning *
  )
  select saved.unit_code as "unitCode", day::text as day, attended, counted, activated, recordings, categorised, linked,
    complaints_with_footage as "complaintsWithFootage", complaints_without_footage as "complaintsWithoutFootage",
    unit.oblast_code as "oblastCode"
  from saved join ${PATROL_UNIT_ROWS} unit on unit.code = saved.unit_code`;
