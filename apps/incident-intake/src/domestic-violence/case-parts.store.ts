import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Measure, ProtectionOrder } from './protection-order.ts';
import type { CaseVault } from './case-vault.store.ts';

interface OrderRow {
  readonly order_id: string;
  readonly measures: readonly Measure[];
  readonly valid_from: string;
  readonly valid_to: string;
  readonly recorded_at: string;
  readonly extends_order_id: string | null;
  readonly sealed_decision: Buffer | null;
}

/** In the order in which they were recorded. */
export async function ordersOf(em: EntityManager, vault: CaseVault, incidentId: string): Promise<ProtectionOrder[]> {
  const found = await rows<OrderRow>(
    em,
    `select order_id, measures, valid_from, valid_to, recorded_at, extends_order_id, sealed_decision
     from dv_order where incident_id = $1 order by recorded_at, order_id`,
    [incidentId],
  );
  return found.map((row) => toOrder(vault, row));
}

export async function insertOrder(
  em: EntityManager,
  vault: CaseVault,
  incidentId: string,
  { orderId, measures, validFrom, validTo, recordedAt, court }: ProtectionOrder,
): Promise<void> {
  const sealed = court === undefined ? null : vault.seal(decisionPart(orderId), court.number);
  await rows(
    em,
    `insert into dv_order
       (order_id, incident_id, measures, valid_from, valid_to, recorded_at, extends_order_id, sealed_decision)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [orderId, incidentId, measures, validFrom, validTo, recordedAt, court?.extendsOrderId ?? null, sealed],
  );
}

function toOrder(vault: CaseVault, row: OrderRow): ProtectionOrder {
  const { order_id: orderId, extends_order_id, sealed_decision } = row;
  return {
    orderId,
    measures: row.measures,
    validFrom: toDate(row.valid_from),
    validTo: toDate(row.valid_to),
    recordedAt: toDate(row.recorded_at),
    court:
      extends_order_id === null || sealed_decision === null
        ? undefined
        : {
            number: vault.open(decisionPart(orderId), sealed_decision) as string,
            extendsOrderId: extends_order_id,
          },
  };
}

function decisionPart(orderId: string): string {
  return `dv/order/${orderId}`;
}
