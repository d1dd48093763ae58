import { Refusal, type Violation } from '@safe-community/domain-kit';
import { recorded, type Committed, type Sender } from '@safe-community/ledger';
import { checkImportedRow, type ImportedRow } from './imported-row.ts';
import { countReport } from './count-report.app.ts';
import { factsOf } from './facts-of-incident.app.ts';
import { placesOf } from './places-of-report.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';
import { ROW_ANSWER, rowKey } from './row-key.app.ts';
import { takeReport } from './take-report.app.ts';

/** A row as it came: readable, or with the reasons why not. */
export interface ReceivedRow {
  readonly rowNumber: number;
  /** The row's bytes without its number: the same content has the same bytes. */
  readonly content: Uint8Array;
  readonly row: ImportedRow | undefined;
  readonly violations: readonly Violation[];
}

/** The import that a row belongs to. */
interface RowOrder {
  readonly by: Sender;
  readonly sourceSystem: string;
}

/** What became of a row. */
export type RowFate =
  | { readonly outcome: 'added' | 'known'; readonly incidentId: string }
  | { readonly outcome: 'refused'; readonly violations: readonly Violation[] };

/** Takes one row of an export. Throws only for faults; a bad row is a result. */
export async function importRow(ports: ReportingPorts, order: RowOrder, received: ReceivedRow): Promise<RowFate> {
  const { row, violations } = received;
  const { sourceSystem: system } = order;
  if (row === undefined || violations.length > 0) return { outcome: 'refused', violations };
  const places = placesOf(row.report, ports.territory);
  const policy = ports.catalogue.policy(row.report.category);
  const broken = checkImportedRow(row, policy, places, ports.origin.now());
  if (broken.length > 0 || row.receivedAt === undefined) return { outcome: 'refused', violations: broken };
  const incident = takeReport(ports, row.report, policy, places, {
    receivedAt: row.receivedAt,
    ...(row.onSceneAt === undefined ? {} : { onSceneAt: row.onSceneAt }),
    source: { system, externalId: row.externalId },
  });
  const key = rowKey(system, row.externalId, received.content, order.by);
  const response = ROW_ANSWER.encode(incident.incidentId);
  const actor = { system: order.by.system, actingUser: order.by.actingUser };
  const [about, events] = [[incident.incidentId], factsOf(incident).map(recorded)];
  const fate = await fateOf(() => ports.incidents.commit({ key, response, incident, actor, about, events }));
  if (fate.outcome === 'added') countReport(incident, 'import');
  return fate;
}

async function fateOf(commit: () => Promise<Committed>): Promise<RowFate> {
  try {
    const { repeated, response } = await commit();
    return { outcome: repeated ? 'known' : 'added', incidentId: ROW_ANSWER.decode(response) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'already-exists') throw error;
    const rule = 'is known with other content; what was taken stays as it is';
    return { outcome: 'refused', violations: [{ field: 'external_id', rule }] };
  }
}
