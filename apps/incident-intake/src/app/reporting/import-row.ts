import { createHash } from 'node:crypto';
import { Refusal, type Violation } from '@safe-community/grpc-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import { v5 as uuidOfName } from 'uuid';
import { checkImportedRow, type ImportedRow } from '../../domain/reporting/imported-row.ts';
import { factsOf } from './facts-of-incident.ts';
import { placesOf } from './places-of-report.ts';
import type { ReportingPorts } from './reporting-ports.ts';
import { takeReport } from './take-report.ts';

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
  readonly caller: string;
  readonly actingUser: string;
  readonly sourceSystem: string;
}

/** What became of a row. */
export type RowResult = 'added' | 'known' | readonly Violation[];

/** Any UUID will do as long as it stays: ids of rows are derived from it. */
const ROW_IDS = '6f0a3c1e-5d0b-4a53-9a53-2f6f7f1f8a11';

/** Takes one row of an export. Throws only for faults; a bad row is a result. */
export async function importRow(ports: ReportingPorts, order: RowOrder, received: ReceivedRow): Promise<RowResult> {
  const { row, violations } = received;
  const { sourceSystem: system } = order;
  if (row === undefined || violations.length > 0) return violations;
  const places = placesOf(row.report, ports.territory);
  const policy = ports.catalogue.policy(row.report.category);
  const broken = checkImportedRow(row, policy, places, ports.origin.now());
  if (broken.length > 0 || row.receivedAt === undefined) return broken;
  const incident = takeReport(ports, row.report, policy, places, {
    receivedAt: row.receivedAt,
    ...(row.onSceneAt === undefined ? {} : { onSceneAt: row.onSceneAt }),
    source: { system, externalId: row.externalId },
  });
  const response = new TextEncoder().encode(incident.incidentId);
  const actor = { system: order.caller, actingUser: order.actingUser };
  const key = rowKey(system, received, row);
  const entry = { key, response, incident, actor, events: factsOf(incident).map(recorded) };
  return resultOf(() => ports.incidents.commit(entry));
}

/** A row is known by its id in its source, whoever sends it and how often. */
function rowKey(system: string, received: ReceivedRow, row: ImportedRow): RequestKey {
  return {
    caller: `source:${system}`,
    requestId: uuidOfName(`${system}/${row.externalId}`, ROW_IDS),
    method: 'import-row',
    digest: createHash('sha256').update(received.content).digest(),
  };
}

async function resultOf(commit: () => Promise<{ repeated: boolean }>): Promise<RowResult> {
  try {
    const { repeated } = await commit();
    return repeated ? 'known' : 'added';
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'already-exists') throw error;
    return [{ field: 'external_id', rule: 'is known with other content; what was taken stays as it is' }];
  }
}
