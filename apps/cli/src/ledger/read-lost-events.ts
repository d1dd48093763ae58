import { incidentReported } from '@safe-community/contracts/event-catalogue';
import type { LostEvent } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { OperatedService } from '../connection/operated-services.ts';

const PAGE = 500;

/** All events of the stream that the restored ledger does not have, in the order they were found. */
export async function* readLostEvents({ operator }: OperatedService): AsyncGenerator<LostEvent> {
  let pageToken = '';
  do {
    const page = await operator.listLostEvents({ pageSize: PAGE, pageToken });
    yield* page.lostEvents;
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
}

/** The incident id of a lost report; empty for other events. */
export function incidentOf({ event }: LostEvent): string {
  return event?.eventType === incidentReported.type ? incidentReported.decode(event.body).incidentId : '';
}
