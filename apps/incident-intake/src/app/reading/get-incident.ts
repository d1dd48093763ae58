import { notFound } from '@safe-community/grpc-kit';
import type { Addition } from '../../domain/follow-up/addition.ts';
import type { MergedReport } from '../../domain/duplicates/merged-report.ts';
import type { Incident } from '../../domain/incident.ts';
import type { MergedReportReader } from '../duplicates/duplicate-ports.ts';
import type { AdditionReader } from '../follow-up/follow-up-ports.ts';
import type { IncidentReader } from '../ports.ts';
import { demandReader, recordReads, type ReadOrder, type ReadPorts } from './sensitive-reads.ts';

/** An incident with what was said about it later, and elsewhere. */
export interface CaseFile {
  readonly incident: Incident;
  readonly additions: readonly Addition[];
  readonly mergedReports: readonly MergedReport[];
}

export interface CaseFilePorts extends ReadPorts {
  readonly incidentReader: Pick<IncidentReader, 'find'>;
  readonly additionReader: AdditionReader;
  readonly mergedReports: MergedReportReader;
}

/** One incident with all that the caller is entitled to. */
export async function getIncident(ports: CaseFilePorts, order: ReadOrder): Promise<CaseFile> {
  const found = await ports.incidentReader.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  demandReader(order, found);
  const merged = await ports.mergedReports.mergedInto(order.incidentId);
  // Of the same category: who reads them with the other one is recorded as if they were read by themselves.
  const answered = [order.incidentId, ...merged.map(({ incidentId }) => incidentId)];
  await recordReads(ports, order, found.category, answered);
  return {
    incident: found.open(),
    additions: await ports.additionReader.additionsTo(order.incidentId),
    mergedReports: merged.map((report) => report.open()),
  };
}
