import { notFound } from '@safe-community/domain-kit';
import type { Addition } from '../follow-up/module.ts';
import type { MergedReport } from '../duplicates/module.ts';
import type { Incident } from '../incident/incident.ts';
import type { Seen } from '../incident/access.adapter.ts';
import { demandReader, recordReads, type ReadOrder, type ReadPorts } from '../incident/sensitive-reads.app.ts';

/** An incident with what was said about it later, and elsewhere. */
export interface CaseFile {
  readonly incident: Incident;
  /** Oldest first. None after an erasure. */
  readonly additions: readonly Addition[];
  /** What was merged into it, the first 50 in the order of receipt. */
  readonly mergedReports: readonly MergedReport[];
}

/** The same while all that is personal is still encrypted. */
export interface ClosedCaseFile extends Seen {
  /** Incidents that were merged into it. */
  readonly mergedIds: readonly string[];
  /** Decrypts it, for a caller who is entitled to it. Throws when the stored data is not what was sealed. */
  open(): CaseFile;
}

export interface CaseFileReader {
  find(incidentId: string): Promise<ClosedCaseFile | undefined>;
}

export interface CaseFilePorts extends ReadPorts {
  readonly caseFiles: CaseFileReader;
}

/** One incident with all that the caller is entitled to. */
export async function getIncident(ports: CaseFilePorts, order: ReadOrder): Promise<CaseFile> {
  const found = await ports.caseFiles.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  demandReader(order, found);
  // Of the same category: who reads them with the other one is recorded as if they were read by themselves.
  await recordReads(ports, order, found.category, [order.incidentId, ...found.mergedIds]);
  return found.open();
}
