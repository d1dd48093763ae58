import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Target } from './on-time.ts';

const COLUMNS = [
  'service',
  'target_class',
  'area',
  'clock',
  'hromada_code',
  'valid_from',
  'minutes',
  'allowed_percent',
  'status',
  'confirmed',
];

export const REPAIR_TARGET_TABLES: readonly string[] = [
  // Each target that an event of a repair has named; of a hromada, its own promise.
  `create table repair_target (
     service text not null,
     target_class text not null,
     area text not null,
     clock text not null,
     -- empty for the whole country
     hromada_code text not null,
     valid_from text not null,
     minutes integer not null,
     allowed_percent integer,
     status text not null,
     confirmed boolean not null,
     unique nulls not distinct (${COLUMNS.join(', ')})
   )`,
];

export const REPAIR_TARGET_RIGHTS: Rights = {
  repair_target: { insert: true, insertOnly: COLUMNS, delete: true, reader: { columns: COLUMNS } },
};

export interface RepairTarget extends Target {
  /** Empty for the whole country. */
  readonly hromadaCode: string;
}

/** Nothing for no targets. */
export function saveRepairTargets(targets: readonly RepairTarget[]): Step[] {
  if (targets.length === 0) return [];
  const values = [
    targets.map(({ service }) => service),
    targets.map(({ targetClass }) => targetClass),
    targets.map(({ area }) => area),
    targets.map(({ clock }) => clock),
    targets.map(({ hromadaCode }) => hromadaCode),
    targets.map(({ validFrom }) => validFrom),
    targets.map(({ minutes }) => minutes),
    targets.map(({ allowedExceedancePercent = null }) => allowedExceedancePercent),
    targets.map(({ status }) => status),
    targets.map(({ confirmed }) => confirmed),
  ];
  return [{ statement: SAVE, values }];
}

const SAVE = prepared(`
  insert into repair_target (${COLUMNS.join(', ')})
  select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
    $8::int[], $9::text[], $10::boolean[])
  on conflict do nothing`);

/** The targets of the country, and of this hromada, that applied last by a day: one for each object, area, and place. */
export async function readRepairTargets(tx: EntityManager, territoryCode: string, by: Day): Promise<RepairTarget[]> {
  const found = await rows<StoredTarget>(tx, LATEST, [territoryCode, by]);
  return found.map((row) => ({ ...row, allowedExceedancePercent: row.allowedExceedancePercent ?? undefined }));
}

type StoredTarget = Omit<RepairTarget, 'allowedExceedancePercent'> & {
  readonly allowedExceedancePercent: number | null;
};

const LATEST = prepared(`
  select distinct on (target_class, area, clock, hromada_code) service, target_class as "targetClass", area, clock,
    hromada_code as "hromadaCode", hromada_code <> '' as "ownPromise", valid_from as "validFrom", minutes,
    allowed_percent as "allowedExceedancePercent", status, confirmed
  from repair_target where hromada_code in ('', $1::text) and valid_from <= $2::text
  order by target_class, area, clock, hromada_code, valid_from desc, confirmed desc, minutes`);

export async function forgetRepairTargets(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from repair_target');
}
