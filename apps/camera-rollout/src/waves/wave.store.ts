import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS } from '../cameras/module.ts';
import type { SplitMethod, UnitQuantity } from './split.ts';
import type { NewDelivery, Order, Supply, Wave, WaveRecord } from './wave.ts';

export const WAVE_TABLES: readonly string[] = [
  `create table rollout_wave (
     wave_id uuid primary key,
     name text not null,
     source text not null,
     delivery_due_on date not null,
     issue_due_on date not null,
     planned_at timestamptz not null
   )`,
  `create table wave_unit (
     wave_id uuid not null references rollout_wave,
     unit_code text not null references patrol_unit (code),
     planned int not null check (planned > 0),
     primary key (wave_id, unit_code)
   )`,
  `create table wave_order (
     order_id uuid primary key,
     wave_id uuid not null references rollout_wave,
     quantity int not null check (quantity > 0),
     ordered_on date not null,
     reference text not null,
     recorded_at timestamptz not null
   )`,
  // Needed by lockSupply (wave.store.ts).
  'create index wave_order_of_wave on wave_order (wave_id)',
  `create table wave_delivery (
     delivery_id uuid primary key,
     wave_id uuid not null references rollout_wave,
     quantity int not null check (quantity > 0),
     delivered_on date not null,
     recorded_at timestamptz not null,
     -- none until a person has accepted a split
     split_method text,
     split_at timestamptz,
     split_caller text,
     split_user text
   )`,
  // Needed by lockSupply (wave.store.ts).
  'create index wave_delivery_of_wave on wave_delivery (wave_id)',
  `create table delivery_part (
     delivery_id uuid not null references wave_delivery,
     unit_code text not null references patrol_unit (code),
     quantity int not null check (quantity >= 0),
     primary key (delivery_id, unit_code)
   )`,
  // Needed by GAPS (split.store.ts).
  'create index delivery_part_of_unit on delivery_part (unit_code)',
];

export const WAVE_RIGHTS: Rights = {
  rollout_wave: {
    insert: true,
    // Locks need the right to update a column.
    update: ['name'],
    reader: { columns: ['wave_id', 'name', 'source', 'delivery_due_on', 'issue_due_on', 'planned_at'] },
  },
  wave_unit: { insert: true, reader: { columns: ['wave_id', 'unit_code', 'planned'] } },
  wave_order: { insert: true, reader: { columns: ['order_id', 'wave_id', 'quantity', 'ordered_on', 'recorded_at'] } },
  wave_delivery: {
    insert: true,
    update: ['split_method', 'split_at', 'split_caller', 'split_user'],
    reader: {
      columns: ['delivery_id', 'wave_id', 'quantity', 'delivered_on', 'recorded_at', 'split_method', 'split_at'],
    },
  },
  delivery_part: { insert: true, reader: { columns: ['delivery_id', 'unit_code', 'quantity'] } },
};

export async function addWave(tx: EntityManager, wave: Wave): Promise<Wave> {
  const { waveId, name, source, deliveryDueOn, issueDueOn, plannedAt, units } = wave;
  const values = [waveId, name, source, deliveryDueOn, issueDueOn, plannedAt];
  await rows(tx, 'insert into rollout_wave values ($1, $2, $3, $4, $5, $6)', values);
  await rows(tx, 'insert into wave_unit select $1::uuid, * from unnest($2::text[], $3::int[])', [
    waveId,
    ...columnsOf(units),
  ]);
  return wave;
}

export function columnsOf(units: readonly UnitQuantity[]): unknown[] {
  return [units.map(({ patrolUnitCode }) => patrolUnitCode), units.map(({ quantity }) => quantity)];
}

/** What of a wave was ordered and delivered; the wave is locked. */
export async function lockSupply(tx: EntityManager, waveId: string): Promise<Supply | undefined> {
  const found = await rows(tx, 'select from rollout_wave where wave_id = $1 for no key update', [waveId]);
  if (found.length === 0) return undefined;
  // A statement of its own, so that it sees what was committed while this one waited for the lock.
  const [supply] = await rows<{ ordered: number; delivered: number }>(tx, SUPPLY, [waveId]);
  return { waveId, ordered: 0, delivered: 0, ...supply };
}

const SUPPLY = `
  select (select coalesce(sum(quantity), 0)::int from wave_order where wave_id = $1) as ordered,
    (select coalesce(sum(quantity), 0)::int from wave_delivery where wave_id = $1) as delivered`;

export async function addOrder<Placed extends Order & { readonly supply: Supply; readonly recordedAt: Date }>(
  tx: EntityManager,
  placed: Placed,
): Promise<Placed> {
  const { orderId, supply, quantity, orderedOn, reference, recordedAt } = placed;
  const values = [orderId, supply.waveId, quantity, orderedOn, reference, recordedAt];
  await rows(tx, 'insert into wave_order values ($1, $2, $3, $4, $5, $6)', values);
  return placed;
}

export async function addDelivery<Added extends NewDelivery & { readonly supply: Supply; readonly recordedAt: Date }>(
  tx: EntityManager,
  added: Added,
): Promise<Added> {
  const { deliveryId, supply, quantity, deliveredOn, recordedAt } = added;
  const values = [deliveryId, supply.waveId, quantity, deliveredOn, recordedAt];
  await rows(tx, 'insert into wave_delivery values ($1, $2, $3, $4, $5)', values);
  return added;
}

/** A page of the waves, or the one that is named. */
export async function listWaves(
  em: EntityManager,
  waveId: string,
  after: string | undefined,
  most: number,
): Promise<WaveRecord[]> {
  const found = await rows<WaveRow>(em, LIST, [waveId || null, after ?? null, most]);
  const registered = await rows<RegisteredRow>(em, REGISTERED, [found.map((wave) => wave.wave_id)]);
  return found.map((wave) => ({
    waveId: wave.wave_id,
    name: wave.name,
    source: wave.source,
    deliveryDueOn: wave.delivery_due_on,
    issueDueOn: wave.issue_due_on,
    plannedAt: toDate(wave.planned_at),
    units: wave.units,
    ordered: wave.ordered,
    deliveries: wave.deliveries.map(({ method, ...delivery }) => ({
      ...delivery,
      ...(method === null ? {} : { method }),
    })),
    registered: registered
      .filter(({ wave_id }) => wave_id === wave.wave_id)
      .map(({ unit_code, issued_on, cameras }) => ({
        unitCode: unit_code,
        firstIssuedOn: issued_on ?? undefined,
        cameras,
      })),
  }));
}

interface WaveRow {
  readonly wave_id: string;
  readonly name: string;
  readonly source: string;
  readonly delivery_due_on: Day;
  readonly issue_due_on: Day;
  readonly planned_at: string;
  readonly units: UnitQuantity[];
  readonly ordered: number;
  readonly deliveries: {
    readonly deliveryId: string;
    readonly deliveredOn: Day;
    readonly quantity: number;
    readonly parts: UnitQuantity[];
    readonly method: SplitMethod | null;
  }[];
}

const LIST = `
  select wave_id, name, source, delivery_due_on::text, issue_due_on::text, planned_at,
    (select jsonb_agg(jsonb_build_object('patrolUnitCode', unit_code, 'quantity', planned) order by unit_code)
     from wave_unit where wave_unit.wave_id = wave.wave_id) as units,
    (select coalesce(sum(quantity), 0)::int from wave_order where wave_order.wave_id = wave.wave_id) as ordered,
    coalesce((select jsonb_agg(jsonb_build_object(
        'deliveryId', delivery_id, 'deliveredOn', delivered_on::text, 'quantity', quantity, 'method', split_method,
        'parts', coalesce((
          select jsonb_agg(jsonb_build_object('patrolUnitCode', unit_code, 'quantity', part.quantity) order by unit_code)
          from delivery_part part where part.delivery_id = delivery.delivery_id), '[]')
      ) order by delivered_on, delivery_id)
     from wave_delivery delivery where delivery.wave_id = wave.wave_id), '[]') as deliveries
  from rollout_wave wave
  where ($1::uuid is null or wave_id = $1) and ($2::uuid is null or wave_id > $2)
  order by wave_id limit $3`;

interface RegisteredRow {
  readonly wave_id: string;
  readonly unit_code: string;
  readonly issued_on: Day | null;
  readonly cameras: number;
}

const REGISTERED = `
  select wave_id, first.unit_code, issued_on::text, count(*)::int as cameras
  from wave_delivery
  join ${CAMERA_ROWS} camera using (delivery_id)
  join ${CAMERA_CUSTODY_ROWS} first on first.camera_id = camera.camera_id and first.number = 1
  cross join lateral (
    select (min(start_at) at time zone 'Europe/Kyiv')::date as issued_on from ${CAMERA_CUSTODY_ROWS} custody
    where custody.camera_id = camera.camera_id and custody.state = 'issued'
  ) issue
  where wave_id = any($1::uuid[])
  group by 1, 2, 3`;
