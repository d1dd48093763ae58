import { LedgerEvent, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { type Envelope, toHeaders } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';

/** Events that not everybody may read who may read the ledger. */
export interface Sensitivity {
  /** The scope that is needed beside that of the method. */
  readonly scope: string;
  isSensitive(event: Envelope): boolean;
}

export function isWithheld(event: Envelope, { caller }: CallContext, sensitivity: Sensitivity | undefined): boolean {
  return sensitivity !== undefined && !caller.scopes.has(sensitivity.scope) && sensitivity.isSensitive(event);
}

/** Only that there is one: its type, time or place would tell what it is about. */
export function withheld({ epoch, partition, position }: Envelope): ReadEventsResponse {
  return { epoch, withheld: true, event: LedgerEvent.fromPartial({ partition, position }) };
}

/** An event with its epoch, as the ledger's doors give it; a LostEvent has the same shape. */
export function toResponse(event: Envelope): ReadEventsResponse {
  return {
    epoch: event.epoch,
    withheld: false,
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
