import { isSynthetic } from '@safe-community/telemetry';
import { alertedBy, type CategoryPolicy } from '../catalogue/module.ts';
import { receive, type Incident, type Receipt } from '../incident/incident.ts';
import type { Report } from './report.ts';
import type { PlaceFacts } from './report-place.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';

/** Makes an incident of a checked report: counted for its hromada, routed to whoever answers there. */
export function takeReport(
  { beats, catalogue, origin }: ReportingPorts,
  report: Report,
  policy: CategoryPolicy,
  { hromada, isFromPoint }: PlaceFacts,
  receipt: Pick<Receipt, 'receivedAt' | 'onSceneAt' | 'source'>,
): Incident {
  if (hromada === undefined) throw new Error('a report that breaks no rule has a hromada');
  return receive(report, {
    ...receipt,
    incidentId: origin.newId(receipt.receivedAt),
    hromadaCode: hromada.code,
    hromadaDerived: isFromPoint,
    oblastCode: hromada.oblastCode,
    responsibleOfficerId: beats.responsible(hromada.code, report.starostaDistrictCode),
    alerted: alertedBy(policy, report),
    policy,
    catalogueRevision: catalogue.revision,
    synthetic: isSynthetic(),
  });
}
