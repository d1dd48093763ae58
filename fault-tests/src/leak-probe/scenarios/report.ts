import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceService as Intake,
  type ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { PERSONAL, said } from '../canaries.ts';
import type { ProbeContext } from '../probe-context.ts';

/** The place of all incidents; its centre is near the point. */
export const PLACE = 'UA05020030000031457';

/** Required attributes of the reported categories. */
const ASKED: Partial<Record<IncidentCategory, { readonly name: string; readonly value: string }>> = {
  [IncidentCategory.FIRE]: { name: 'fire_object', value: 'dwelling' },
  [IncidentCategory.INFRASTRUCTURE]: { name: 'infrastructure_kind', value: 'road_pit' },
  [IncidentCategory.DOMESTIC_VIOLENCE]: { name: 'violence_forms', value: 'physical' },
  [IncidentCategory.SCHOOL_SAFETY]: { name: 'school_matter', value: 'bullying' },
};

/** An exact point of these is not personal. */
const ORDINARY: readonly IncidentCategory[] = [IncidentCategory.FIRE, IncidentCategory.INFRASTRUCTURE];

/** A report with personal data in every possible field. An exact point is personal only in sensitive reports. */
export function personalReport(category: IncidentCategory): IncidentReport {
  const asked = ASKED[category];
  return IncidentReport.fromPartial({
    category,
    channel: ReportChannel.PHONE_102,
    hromadaCode: PLACE,
    description: said('опис'),
    reporter: PERSONAL.reporter,
    onBehalfOf: PERSONAL.onBehalfOf,
    attachments: [PERSONAL.attachment],
    attributes: asked === undefined ? [] : [asked],
    ...(ORDINARY.includes(category) ? {} : { location: PERSONAL.point }),
  });
}

export async function report(
  { probe, random }: ProbeContext,
  category: IncidentCategory,
): Promise<ReportIncidentResponse> {
  const request = { requestId: random.uuid(), report: personalReport(category) };
  const answer = await probe.ask(Intake.reportIncident, request);
  probe.tokens.push(answer.trackingToken);
  return answer;
}
