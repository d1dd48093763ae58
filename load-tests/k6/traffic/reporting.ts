import exec from 'k6/execution';
import { newRequestId } from './request-id.ts';
import { reportOf } from './report.ts';
import { openService, type Tags } from './service.ts';
import { ADDRESSES } from './settings.ts';

const SERVICE = 'safecommunity.incidents.v1.IncidentIntakeService';
const intake = openService(ADDRESSES.incidentIntake);

/** Takes the next report of the seed. Returns the id of its incident; undefined when it was not taken. */
export async function report(tags: Tags = {}): Promise<string | undefined> {
  const request = { requestId: newRequestId(), report: reportOf(exec.scenario.iterationInTest) };
  const answer = await intake.call<{ incidentId: string }>(`${SERVICE}/ReportIncident`, request, { tags });
  return answer?.incidentId;
}

/** A report and, at once, the incident that it became. */
export async function reportAndRead(): Promise<void> {
  const incidentId = await report();
  if (incidentId === undefined) return;
  await intake.call(`${SERVICE}/GetIncident`, { incidentId, reason: 'навантажувальне випробування' });
}
