import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { categoryName } from '../category-name.ts';
import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import type { FoundEvent } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';

const REPORTED = 'safecommunity.incidents.v1.incident-reported';

export interface LedgerFacts {
  /** Of all facts, in the order in which they were read. */
  readonly positions: readonly bigint[];
  /** Of the reports among them. */
  readonly reported: readonly FoundEvent[];
}

/** All facts of intake after a position, as any reader gets them. */
export async function factsAfter(system: System, after: bigint): Promise<LedgerFacts> {
  const positions: bigint[] = [];
  const reported: FoundEvent[] = [];
  const from = { partition: 0, fromPosition: after + 1n, toPosition: 0n, eventTypes: [], follow: false };
  const ledger = openClient(LedgerServiceClient, system.intake.address, system.credentials);
  try {
    for await (const { event } of ledger.readEvents(from) as AsyncIterable<ReadEventsResponse>) {
      if (event === undefined) continue;
      positions.push(event.position);
      const report = event.eventType === REPORTED ? readReport(event.body) : undefined;
      if (report !== undefined) reported.push({ position: event.position, ...report });
    }
  } finally {
    ledger.close();
  }
  return { positions, reported };
}

/** Undefined for what is no report at all: a row plants such bytes to see what becomes of them. */
function readReport(body: Uint8Array): { id: string; countsAs: string } | undefined {
  try {
    const { incidentId, category } = IncidentReported.decode(body);
    return incidentId === '' ? undefined : { id: incidentId, countsAs: categoryName(category) };
  } catch {
    return undefined;
  }
}
