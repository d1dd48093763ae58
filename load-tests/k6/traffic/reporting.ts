import exec from 'k6/execution';
import { newRequestId } from './request-id.ts';
import { reportOf } from './report.ts';
import { openService, type Tags } from './service.ts';
import { ADDRESSES } from './settings.ts';

const SERVICE = 'safecommunity.incidents.v1.IncidentIntakeService';
const intake = openService(ADDRESSES.incidentIntake);

/** Sends the next report of the seed. Returns its incident id; undefined when it was not accepted. */
export async function report(tags: Tags = {}): Promise<string | undefined> {
  const request = { requestId: newRequestId(), report: reportOf(exec.scenario.iterationInTest) };
  const answer = await intake.call<{ incidentId: string }>(`${SERVICE}/ReportIncident`, request, { tags });
  return answer?.incidentId;
}

/** Sends a report, then reads the incident at once. */
export async function reportAndRead(): Promise<void> {
  const incidentId = await report();
  if (incidentId === undefined) return;
  await intake.call(`${SERVICE}/GetIncident`, { incidentId, reason: 'навантажувальне випробування' });
}
