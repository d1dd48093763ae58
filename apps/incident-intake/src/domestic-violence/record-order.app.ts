import { protectionOrderRecorded } from '@safe-community/events';
import type { CourtDecision, OrderTerms, ProtectionOrder } from './protection-order.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { CaseStep } from './change-violence-case.app.ts';
import { measureNumber } from './violence-enums.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** Keeps an order whose terms are lawful, and tells of it. Resolves to what both answers to it hold. */
export async function recordOrder(
  ports: ViolencePorts,
  { em, incident, now, violence, finish }: CaseStep,
  terms: OrderTerms,
  court: CourtDecision | undefined,
): Promise<{ version: number; orderId: string }> {
  demandRoom('protection_orders', violence.orders.length);
  const order: ProtectionOrder = { ...terms, orderId: ports.origin.newId(now), recordedAt: now, court };
  const { orderId, measures, validFrom, validTo } = order;
  await ports.violence.addOrder(em, incident.incidentId, order);
  const fact = protectionOrderRecorded.create(
    {
      ...incidentOf(incident),
      orderId,
      measures: measures.map(measureNumber),
      validFrom,
      validTo,
      byCourt: court !== undefined,
      recordedTime: now,
      state: stateNumber(incident.state),
    },
    placeOf(incident),
  );
  const kind = court === undefined ? 'protection-order-recorded' : 'protection-order-extended';
  return { version: await finish(kind, { order_id: orderId }, [fact]), orderId };
}
