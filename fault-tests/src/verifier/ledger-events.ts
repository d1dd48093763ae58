import { IncidentReported, IncidentRouted } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { incidentReported, incidentRouted } from '@safe-community/events';
import { openClient } from '@safe-community/grpc-kit';
import type { FoundEvent, RoutingFact } from '@safe-community/testkit/history';
import { categoryName } from '../category-name.ts';
import type { System } from '../system/system.ts';

export interface LedgerEvents {
  /** Positions of all events, in reading order. */
  readonly positions: readonly bigint[];
  /** Positions of the reports among them. */
  readonly reported: readonly FoundEvent[];
  /** Responsible officers, by reports and changes. */
  readonly routed: readonly RoutingFact[];
}

/** All events of intake after a position, in the form that every reader receives. */
export async function ledgerEventsAfter(system: System, after: bigint): Promise<LedgerEvents> {
  const positions: bigint[] = [];
  const reported: FoundEvent[] = [];
  const routed: RoutingFact[] = [];
  const from = { partition: 0, fromPosition: after + 1n, toPosition: 0n, eventTypes: [], follow: false };
  using ledger = openClient(LedgerServiceClient, system.intake.address, system.credentials);
  for await (const { event } of ledger.readEvents(from) as AsyncIterable<ReadEventsResponse>) {
    if (event === undefined) continue;
    const { body, eventType, position } = event;
    positions.push(position);
    if (eventType === incidentRouted.type) routed.push(readRouting(body));
    const report = eventType === incidentReported.type ? readReport(body) : undefined;
    if (report === undefined) continue;
    const { incidentId: id, category, responsibleOfficerId: to } = report;
    reported.push({ position, id, countsAs: categoryName(category) });
    if (to !== '') routed.push({ id, from: '', to, isFirst: true });
  }
  return { positions, reported, routed };
}

/** Undefined for undecodable bytes, which one row plants. */
function readReport(body: Uint8Array): IncidentReported | undefined {
  try {
    const report = IncidentReported.decode(body);
    return report.incidentId === '' ? undefined : report;
  } catch {
    return undefined;
  }
}

function readRouting(body: Uint8Array): RoutingFact {
  const { incidentId: id, formerOfficerId: from, responsibleOfficerId: to } = IncidentRouted.decode(body);
  return { id, from, to, isFirst: false };
}
