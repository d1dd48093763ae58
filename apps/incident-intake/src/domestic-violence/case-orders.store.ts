import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { caseCipher, type CaseCipher } from './case-cipher.store.ts';
import type { Measure, OrderStep, OrderWarning, ProtectionOrder } from './recorded-order.ts';

interface OrderRow {
  readonly order_id: string;
  readonly kind: ProtectionOrder['kind'];
  readonly measures: readonly Measure[];
  readonly valid_from: string;
  readonly valid_to: string;
  readonly issued_on: string | null;
  readonly recorded_at: string;
  readonly extends_order_id: string | null;
  readonly sealed_decision: Buffer | null;
  readonly warnings: readonly OrderWarning[];
  readonly ended_at: string | null;
}

/** In the order in which they were recorded. */
export async function ordersOf(tx: EntityManager, cipher: CaseCipher, incidentId: string): Promise<ProtectionOrder[]> {
  const found = await rows<OrderRow>(
    tx,
    `select order_id, kind, measures, valid_from, valid_to, issued_on::text, recorded_at, extends_order_id,
       sealed_decision, warnings, ended_at
     from dv_order where incident_id = $1 order by recorded_at, order_id`,
    [incidentId],
  );
  const steps = await rows<StepRow>(
    tx,
    `select step_id, order_id, kind, happened_at, recorded_at, codes
     from dv_order_step where incident_id = $1 order by happened_at, step_id`,
    [incidentId],
  );
  return found.map((row) => toOrder(cipher, row, steps));
}

function toOrder(cipher: CaseCipher, row: OrderRow, steps: readonly StepRow[]): ProtectionOrder {
  const { order_id: orderId, extends_order_id, sealed_decision } = row;
  return {
    orderId,
    kind: row.kind,
    measures: row.measures,
    validFrom: toDate(row.valid_from),
    validTo: toDate(row.valid_to),
    issuedOn: row.issued_on ?? '',
    recordedAt: toDate(row.recorded_at),
    court:
      sealed_decision === null
        ? undefined
        : {
            number: cipher.decrypt(decisionPart(orderId), sealed_decision) as string,
            extendsOrderId: extends_order_id ?? '',
          },
    warnings: row.warnings,
    endedAt: toOptionalDate(row.ended_at),
    steps: steps.filter((step) => step.order_id === orderId).map(toStep),
  };
}

export async function insertOrder(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  { orderId, kind, measures, validFrom, validTo, issuedOn, recordedAt, court, warnings }: ProtectionOrder,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  const decision = court === undefined ? null : cipher.encrypt(decisionPart(orderId), court.number);
  const extendsOrderId = court === undefined || court.extendsOrderId === '' ? null : court.extendsOrderId;
  await rows(
    tx,
    `insert into dv_order
       (order_id, incident_id, measures, valid_from, valid_to, recorded_at, extends_order_id, sealed_decision,
        kind, issued_on, warnings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [orderId, incidentId, measures, validFrom, validTo, recordedAt, extendsOrderId, decision, kind, issuedOn, warnings],
  );
}

function decisionPart(orderId: string): string {
  return `dv/order/${orderId}`;
}

interface StepRow {
  readonly step_id: string;
  readonly order_id: string;
  readonly kind: OrderStep['kind'];
  readonly happened_at: string;
  readonly recorded_at: string;
  readonly codes: readonly string[];
}

/** The codes are those that `codesOf` has written. */
function toStep({ step_id: stepId, order_id: orderId, kind, happened_at, recorded_at, codes }: StepRow): OrderStep {
  const step = { stepId, orderId, kind, happenedAt: toDate(happened_at), recordedAt: toDate(recorded_at) };
  const [code] = codes;
  return { ...step, reason: code, body: code, measures: codes } as OrderStep;
}

function codesOf(step: OrderStep): readonly string[] {
  if (step.kind === 'breached') return step.measures;
  return [step.kind === 'ended' ? step.reason : step.body];
}

/** Adds a step to a locked case; an end also ends its order. */
export async function insertStep(tx: EntityManager, incidentId: string, step: OrderStep): Promise<void> {
  const { stepId, orderId, kind, happenedAt, recordedAt } = step;
  await rows(
    tx,
    `insert into dv_order_step (step_id, order_id, incident_id, kind, happened_at, recorded_at, codes)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [stepId, orderId, incidentId, kind, happenedAt, recordedAt, codesOf(step)],
  );
  if (kind !== 'ended') return;
  await rows(tx, 'update dv_order set ended_at = $2 where order_id = $1', [orderId, happenedAt]);
}
