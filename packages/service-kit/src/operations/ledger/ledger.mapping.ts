import { LedgerEvent, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { type Envelope, toHeaders } from '@safe-community/events';
import type { Sensitivity } from '@safe-community/ledger';
import { maySeeKind } from '@safe-community/security/policy';
import type { CallContext } from '@safe-community/grpc-kit';

export function isWithheld(event: Envelope, { rights }: CallContext, sensitivity: Sensitivity | undefined): boolean {
  if (sensitivity === undefined) return false;
  const { category, isSensitive } = sensitivity(event);
  return !maySeeKind(rights, category, isSensitive);
}

/** Its position alone: type, time or place would reveal what it is about. */
export function withheld({ epoch, partition, position }: Envelope): ReadEventsResponse {
  return { epoch, withheld: true, passedOver: false, event: LedgerEvent.fromPartial({ partition, position }) };
}

/** An event that the caller did not ask for. It shows how far the reading is. */
export function skipped({ epoch, partition, position }: Envelope): ReadEventsResponse {
  return { epoch, withheld: false, passedOver: true, event: LedgerEvent.fromPartial({ partition, position }) };
}

/** An event with its epoch; a LostEvent has the same shape. */
export function toResponse(event: Envelope): ReadEventsResponse {
  return {
    epoch: event.epoch,
    withheld: false,
    passedOver: false,
    event: {
      partition: event.partition,
      position: event.position,
      eventId: event.id,
      eventType: event.type,
      subject: event.subject,
      recordedTime: event.recordedAt,
      headers: toHeaders(event),
      body: Buffer.from(event.body),
    },
  };
}
