import { rows, type EntityManager } from '@safe-community/database';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS } from '../cameras/module.ts';
import { PATROL_OFFICER_ROWS } from '../strength/module.ts';
import type { AcceptedSplit, Delivery, SplitMethod, UnitGap } from './split.ts';
import { columnsOf } from './wave.store.ts';
import type { DeliveryRoom } from './wave.ts';

interface DeliveryRow {
  readonly delivery_id: string;
  readonly wave_id: string;
  readonly quantity: number;
  readonly split_method: SplitMethod | null;
}

const DELIVERY = `
  select delivery_id, wave_id, quantity, split_method from wave_delivery where delivery_id = $1`;

export async function findDelivery(em: EntityManager, deliveryId: string): Promise<Delivery | undefined> {
  const [found] = await rows<DeliveryRow>(em, DELIVERY, [deliveryId]);
  return found && toDelivery(found);
}

/** The delivery, locked until the transaction ends. */
export async function lockDelivery(tx: EntityManager, deliveryId: string): Promise<Delivery | undefined> {
  const [found] = await rows<DeliveryRow>(tx, `${DELIVERY} for no key update`, [deliveryId]);
  return found && toDelivery(found);
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    waveId: row.wave_id,
    quantity: row.quantity,
    isSplit: row.split_method !== null,
  };
}

/** Who accepted a split. */
interface Acceptor {
  readonly caller: string;
  readonly actingUser: string;
}

export async function saveSplit(
  tx: EntityManager,
  split: AcceptedSplit,
  { caller, actingUser }: Acceptor,
): Promise<AcceptedSplit> {
  const { delivery, method, parts, acceptedAt } = split;
  await rows(tx, ACCEPT, [delivery.deliveryId, method, acceptedAt, caller, actingUser]);
  await rows(tx, 'insert into delivery_part select $1::uuid, * from unnest($2::text[], $3::int[])', [
    delivery.deliveryId,
    ...columnsOf(parts),
  ]);
  return split;
}

const ACCEPT = `
  update wave_delivery set split_method = $2, split_at = $3, split_caller = $4, split_user = $5 where delivery_id = $1`;

/** What the delivery, which is locked, may still bring to a unit. */
export async function roomOf(tx: EntityManager, deliveryId: string, unitCode: string): Promise<DeliveryRoom> {
  const [found] = await rows<{ part: number; registered: number }>(tx, ROOM, [deliveryId, unitCode]);
  return found ?? { part: 0, registered: 0 };
}

// The first entry of custody names the unit for which a camera was registered.
const ROOM = `
  select coalesce((select quantity from delivery_part where delivery_id = $1 and unit_code = $2), 0) as part,
    (select count(*)::int from ${CAMERA_ROWS} camera join ${CAMERA_CUSTODY_ROWS} custody using (camera_id)
     where delivery_id = $1 and custody.number = 1 and custody.unit_code = $2) as registered`;

/** The units of a wave and what each lacks besides its spares and the cameras that accepted splits still bring. */
export function gapsOf(em: EntityManager, waveId: string): Promise<UnitGap[]> {
  return rows<UnitGap>(em, GAPS, [waveId]);
}

const GAPS = `
  with unit as (select unit_code from wave_unit where wave_id = $1)
  select unit_code as code, (
      (select count(*) from ${PATROL_OFFICER_ROWS} officer
       where officer.unit_code = unit.unit_code and officer.state = 'active' and not exists (
         select from ${CAMERA_ROWS} camera where holder_id = officer.officer_id and state = 'issued'))
      - (select count(*) from ${CAMERA_ROWS} camera where camera.unit_code = unit.unit_code and state = 'in_stock')
      - (select coalesce(sum(quantity - (
           select count(*) from ${CAMERA_ROWS} camera join ${CAMERA_CUSTODY_ROWS} custody using (camera_id)
           where camera.delivery_id = part.delivery_id and custody.number = 1 and custody.unit_code = unit.unit_code
         )), 0) from delivery_part part where part.unit_code = unit.unit_code)
    )::int as gap
  from unit order by unit_code`;
