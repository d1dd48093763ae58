import {
  protectionOrderAppealed,
  protectionOrderBreached,
  protectionOrderEnded,
  protectionOrderExtended,
  protectionOrderRecorded,
  restrainingOrderRecorded,
  type NewEvent,
} from '@safe-community/events';
import { incidentOf, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import { orderKindNumber, orderMeasureNumber } from '../law/module.ts';
import { appealBodyNumber, endReasonNumber, urgentMeasures } from './order.mapping.ts';
import type { OrderStep, ProtectionOrder } from './recorded-order.ts';

/** An urgent order of the police, or how a court continued it in the same measures. */
export function orderRecordedEvent(order: ProtectionOrder, incident: IncidentCase): NewEvent {
  const { orderId, validFrom, validTo, court, recordedAt } = order;
  return protectionOrderRecorded.create(
    {
      ...incidentOf(incident),
      orderId,
      measures: urgentMeasures(order),
      validFrom,
      validTo,
      byCourt: court !== undefined,
      recordedTime: recordedAt,
      state: stateNumber(incident.state),
    },
    placeOf(incident),
  );
}

export function restrainingEvent(order: ProtectionOrder, incident: IncidentCase): NewEvent {
  const { orderId, measures, validFrom, validTo, recordedAt: recordedTime } = order;
  const state = stateNumber(incident.state);
  const message = { orderId, measures: measures.map(orderMeasureNumber), validFrom, validTo, recordedTime, state };
  return restrainingOrderRecorded.create({ ...incidentOf(incident), ...message }, placeOf(incident));
}

export function extendedEvent(order: ProtectionOrder, incident: IncidentCase): NewEvent {
  const { orderId, validTo, recordedAt: recordedTime, court } = order;
  const state = stateNumber(incident.state);
  const message = { orderId, extendedOrderId: court?.extendsOrderId ?? '', validTo, recordedTime, state };
  return protectionOrderExtended.create({ ...incidentOf(incident), ...message }, placeOf(incident));
}

export function stepEvent({ kind, orderId }: ProtectionOrder, step: OrderStep, incident: IncidentCase): NewEvent {
  const message = {
    ...incidentOf(incident),
    orderId,
    kind: orderKindNumber(kind),
    state: stateNumber(incident.state),
  };
  const place = placeOf(incident);
  if (step.kind === 'ended') {
    const ended = { ...message, reason: endReasonNumber(step.reason), endedTime: step.happenedAt };
    return protectionOrderEnded.create(ended, place);
  }
  if (step.kind === 'appealed') {
    const appealed = { ...message, body: appealBodyNumber(step.body), appealedTime: step.happenedAt };
    return protectionOrderAppealed.create(appealed, place);
  }
  return protectionOrderBreached.create({ ...message, breachedTime: step.happenedAt }, place);
}
