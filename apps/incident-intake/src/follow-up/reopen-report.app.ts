import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { ReopenReportResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { reopenReport as toReopen } from './reporter-steps.ts';
import { followUp, type FollowUpOrder } from './follow-up.app.ts';
import type { FollowUpPorts } from './follow-up-ports.app.ts';

/** The reporter says what is not fixed: the incident is open again. */
export function reopenReport(
  ports: FollowUpPorts,
  order: FollowUpOrder,
  reason: string,
): Promise<ReopenReportResponse> {
  return followUp(ports, order, ReopenReportResponse, FollowUpKind.REOPENED, async (_em, incident, policy, now) => ({
    outcome: toReopen(
      incident,
      ports.beats.responsible(incident.hromadaCode, incident.starostaDistrictCode),
      policy,
      now,
    ),
    reason,
  }));
}
