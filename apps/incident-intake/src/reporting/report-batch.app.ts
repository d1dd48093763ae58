import type {
  BatchReportResult,
  ReportRefused,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { isTransient } from '@safe-community/database';
import { Refusal, refuseInvalid, unavailable, type Violation } from '@safe-community/domain-kit';
import type { RequestKey } from '@safe-community/ledger';
import type { Report } from './report.ts';
import type { Actor } from '../incident/actor.ts';
import { reportIncident } from './report-incident.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';

/** One report of a batch as it came: readable, or with the reasons why not. */
export interface BatchedReport {
  readonly key: RequestKey;
  readonly report: Report | undefined;
  readonly violations: readonly Violation[];
}

/** Takes the reports side by side, so that they share a commit. Each stands or falls by itself. */
export function reportBatch(
  ports: ReportingPorts,
  actor: Actor,
  batch: readonly BatchedReport[],
): Promise<BatchReportResult[]> {
  return Promise.all(batch.map((batched) => resultOf(ports, actor, batched)));
}

/** Throws only for bugs. */
async function resultOf(ports: ReportingPorts, actor: Actor, batched: BatchedReport): Promise<BatchReportResult> {
  const { key, report, violations } = batched;
  try {
    refuseInvalid(violations);
    if (report === undefined) throw new Error('a report without violations is readable');
    const value = await reportIncident(ports, key, actor, report);
    return { outcome: { $case: 'reported', value } };
  } catch (error) {
    return { outcome: { $case: 'refused', value: toRefused(refusalOf(error)) } };
  }
}

/** A database that is away is so for each report of the batch by itself: others may have been taken before. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isTransient(error)) return unavailable('the database is away');
  throw error;
}

function toRefused({ reason, violations }: Refusal): ReportRefused {
  return { reason, violations: violations.map(({ field, rule }) => ({ field, rule })) };
}
