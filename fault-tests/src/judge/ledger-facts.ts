import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { categoryName } from '../category-name.ts';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { FoundEvent } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';

const REPORTED = 'safecommunity.incidents.v1.incident-reported';

export interface LedgerFacts {
  /** Of all facts, in the order in which they were read. */
  readonly positions: readonly bigint[];
  /** Of the reports among them. */
  readonly reported: readonly FoundEvent[];
}

/** How far the ledger of intake is, and how far of it is with the broker. */
export async function ledgerHead(system: System): Promise<{ readonly head: bigint; readonly published: bigint }> {
  return withLedger(system, async (ledger) => {
    const head = await callUnary('GetHead', ledger.getHead.bind(ledger), { partition: 0 }, 5_000);
    return { head: head.headPosition, published: head.publishedPosition };
  });
}

/** All facts of intake after a position, as any reader gets them. */
export async function factsAfter(system: System, after: bigint): Promise<LedgerFacts> {
  const positions: bigint[] = [];
  const reported: FoundEvent[] = [];
  const from = { partition: 0, fromPosition: after + 1n, toPosition: 0n, eventTypes: [], follow: false };
  await withLedger(system, async (ledger) => {
    for await (const { event } of ledger.readEvents(from)) {
      if (event === undefined) continue;
      const { position, eventType, body } = event;
      positions.push(position);
      if (eventType !== REPORTED) continue;
      const { incidentId, category } = IncidentReported.decode(body);
      reported.push({ position, id: incidentId, countsAs: categoryName(category) });
    }
  });
  return { positions, reported };
}

async function withLedger<T>(system: System, use: (ledger: LedgerServiceClient) => Promise<T>): Promise<T> {
  const ledger = openClient(LedgerServiceClient, system.intake.address, system.credentials);
  try {
    return await use(ledger);
  } finally {
    ledger.close();
  }
}
