import { isRefused } from '@safe-community/domain-kit';
import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { AddToReportResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { addToReport as toAdd } from './reporter-steps.ts';
import { followUp, type FollowUpOrder } from './follow-up.app.ts';
import type { FollowUpPorts } from './follow-up-ports.app.ts';

/** Keeps what the reporter forgot or saw since. */
export function addToReport(ports: FollowUpPorts, order: FollowUpOrder, text: string): Promise<AddToReportResponse> {
  return followUp(ports, order, AddToReportResponse, FollowUpKind.ADDED, async (em, incident, _policy, now) => {
    const { incidentId } = incident;
    const additionId = ports.origin.newId(now);
    const outcome = toAdd(incident, additionId, await ports.additions.count(em, incidentId), now);
    if (!isRefused(outcome)) await ports.additions.add(em, incidentId, additionId, { addedAt: now, text });
    return { outcome, reason: '' };
  });
}
