import { incidentReported } from '@safe-community/events';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  LedgerOperatorServiceClient,
  ListLostEventsRequest,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { until } from '../until.ts';
import type { Random } from '../random.ts';
import type { System } from '../system/system.ts';
import { FAST_RECONNECT } from '../system/fast-reconnect.ts';

const DEADLINE_MS = 5_000;

/** The steps of an operator after a restore of intake. */
export class IntakeOperator {
  readonly #client: LedgerOperatorServiceClient;

  constructor({ intake, credentials }: System) {
    this.#client = openClient(LedgerOperatorServiceClient, intake.address, credentials, FAST_RECONNECT);
  }

  /** Waits until the relay detects that the stream has events that the ledger does not have. */
  async untilForked(withinMs: number): Promise<void> {
    const method = this.#client.getLedgerState.bind(this.#client);
    const isForked = async (): Promise<boolean> =>
      (await callUnary('GetLedgerState', method, { partition: 0 }, DEADLINE_MS)).needsEpoch;
    await until('the restored ledger reports that it needs a new epoch', isForked, withinMs);
  }

  async beginEpoch(random: Random): Promise<void> {
    const method = this.#client.beginEpoch.bind(this.#client);
    await callUnary('BeginEpoch', method, { requestId: random.uuid(), reason: 'an older database' }, DEADLINE_MS);
  }

  /** Incidents listed as lost. */
  async lostReports(): Promise<Set<string>> {
    const incidents = new Set<string>();
    let pageToken = '';
    do {
      const method = this.#client.listLostEvents.bind(this.#client);
      const request = ListLostEventsRequest.fromPartial({ pageSize: 500, pageToken });
      const page = await callUnary('ListLostEvents', method, request, DEADLINE_MS);
      for (const { event } of page.lostEvents) {
        if (event?.eventType === incidentReported.type) incidents.add(IncidentReported.decode(event.body).incidentId);
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return incidents;
  }

  close(): void {
    this.#client.close();
  }
}
