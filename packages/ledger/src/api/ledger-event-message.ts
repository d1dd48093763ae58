import { LedgerEvent, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { type Envelope, toHeaders } from '@safe-community/events';
import { maySeeKind } from '@safe-community/security/policy';
import type { CallContext } from '@safe-community/grpc-kit';

/** Of what kind of case an event tells, where not everybody may read of all who may read the ledger. */
interface EventKind {
  /** Name of the category; empty when this version cannot tell, so that it may be of any. */
  readonly category: string;
  readonly isSensitive: boolean;
}

export type Sensitivity = (event: Envelope) => EventKind;

export function isWithheld(event: Envelope, { rights }: CallContext, kindOf: Sensitivity | undefined): boolean {
  if (kindOf === undefined) return false;
  const { category, isSensitive } = kindOf(event);
  return !maySeeKind(rights, category, isSensitive);
}

/** Only that there is one: its type, time or place would tell what it is about. */
export function withheld({ epoch, partition, position }: Envelope): ReadEventsResponse {
  return { epoch, withheld: true, passedOver: false, event: LedgerEvent.fromPartial({ partition, position }) };
}

/** Only how far the reading is. */
export function passedOver({ epoch, partition, position }: Envelope): ReadEventsResponse {
  return { epoch, withheld: false, passedOver: true, event: LedgerEvent.fromPartial({ partition, position }) };
}

/** An event with its epoch, as the ledger's doors give it; a LostEvent has the same shape. */
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
