import { createHash } from 'node:crypto';
import { ImportIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import type { RequestKey, Sender, UnitOfWork } from '@safe-community/ledger';
import { ImportAccount } from './import-account.app.ts';
import { importRow, type ReceivedRow, type RowFate } from './import-row.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';

export interface ImportPorts extends ReportingPorts {
  readonly unitOfWork: UnitOfWork;
  /** Whether an import with this id was answered before. */
  readonly wasAnswered: (caller: string, requestId: string) => Promise<boolean>;
}

export interface ImportOrder {
  readonly by: Sender;
  readonly requestId: string;
  readonly method: string;
  readonly sourceSystem: string;
  /** Whether the answer tells what became of each row. */
  readonly tellRows: boolean;
}

/** Rows that may wait to be committed: enough for one group under way and the next one. */
const WINDOW = 512;

/**
 * Takes an export row by row; each stands or falls by itself. A refusal among the rows is a message that cannot be
 * read: it ends the import, and tells what became of the rows before it. An import that was answered before takes
 * nothing more: the same rows get the first answer again, other rows are refused.
 */
export async function importIncidents(
  ports: ImportPorts,
  order: ImportOrder,
  rows: AsyncIterable<ReceivedRow | Refusal>,
): Promise<ImportIncidentsResponse> {
  const answered = await ports.wasAnswered(order.by.system, order.requestId);
  const digest = createHash('sha256').update(`${order.sourceSystem} ${order.tellRows}`);
  const account = new ImportAccount(order.tellRows);
  const underWay: RowUnderWay[] = [];
  let unreadable: Refusal | undefined;
  for await (const row of rows) {
    if (row instanceof Refusal) {
      unreadable = row;
      break;
    }
    digest.update(createHash('sha256').update(row.content).digest());
    if (answered) continue;
    underWay.push({ rowNumber: row.rowNumber, fate: handled(importRow(ports, order, row)) });
    if (underWay.length === WINDOW) await countOldest(account, underWay);
  }
  while (underWay.length > 0) await countOldest(account, underWay);
  if (unreadable !== undefined) throw answered ? unreadable : account.attachedTo(unreadable);
  const { by, requestId, method } = order;
  const key: RequestKey = { caller: by.system, requestId, method, digest: digest.digest(), by };
  const { response } = account;
  return ports.unitOfWork.run(key, ImportIncidentsResponse, async () => ({ response, events: [] }));
}

interface RowUnderWay {
  readonly rowNumber: number;
  readonly fate: Promise<RowFate>;
}

/** A fault ends the import at the first row that meets it; those behind it may fail unheard. */
function handled(fate: Promise<RowFate>): Promise<RowFate> {
  fate.catch(() => undefined);
  return fate;
}

async function countOldest(account: ImportAccount, underWay: RowUnderWay[]): Promise<void> {
  const oldest = underWay.shift();
  if (oldest !== undefined) account.add(oldest.rowNumber, await oldest.fate);
}
