import { notFound } from '@safe-community/domain-kit';
import type { IncidentState } from '../incident/incident-state.ts';
import type { Seen } from '../incident/entitlement.app.ts';
import { readSensitive, type ReadOrder, type ReadPorts } from '../incident/sensitive-reads.app.ts';
import { pageOf } from '../incident/page.app.ts';

/** One change of an incident: who did what, when and why. */
export interface HistoryEntry {
  /** The version that the change made; 1 is the report. */
  readonly version: number;
  readonly kind: string;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
  readonly system: string;
  readonly actingUser: string;
  /** Absent for the report. */
  readonly formerState: IncidentState | undefined;
  readonly state: IncidentState;
  /** Empty when none was given, or after erasure. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string>>;
}

/** The history of an incident, whose reasons are still encrypted. */
interface ClosedHistory extends Seen {
  /** Oldest first, those with a version above `after`; decrypts their reasons. */
  read(after: number, most: number): Promise<HistoryEntry[]>;
}

export interface HistoryReader {
  find(incidentId: string): Promise<ClosedHistory | undefined>;
}

export interface HistoryPorts extends ReadPorts {
  readonly histories: HistoryReader;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** The next page begins above this version; absent on the last page. */
  readonly nextAfter: number | undefined;
}

/** A page of the history of an incident; a read of a sensitive one is recorded first. */
export async function listHistory(
  ports: HistoryPorts,
  order: ReadOrder,
  after: number,
  pageSize: number,
): Promise<HistoryPage> {
  const history = await ports.histories.find(order.incidentId);
  if (history === undefined) throw notFound('incident');
  await readSensitive(ports, order, history);
  const { page, last } = pageOf(await history.read(after, pageSize + 1), pageSize);
  return { entries: page, nextAfter: last?.version };
}
