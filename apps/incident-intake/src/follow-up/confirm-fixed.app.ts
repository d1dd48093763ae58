import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { ConfirmFixedResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { confirmFixed as toConfirm } from './reporter-steps.ts';
import { followUp, type FollowUpOrder } from './follow-up.app.ts';
import type { FollowUpPorts } from './follow-up-ports.app.ts';

/** The reporter confirms that it is fixed: the incident is closed. */
export function confirmFixed(ports: FollowUpPorts, order: FollowUpOrder): Promise<ConfirmFixedResponse> {
  const kind = FollowUpKind.CONFIRMED_FIXED;
  return followUp(ports, order, ConfirmFixedResponse, kind, async (_em, incident, policy, now) => ({
    outcome: toConfirm(incident, policy, now),
    reason: '',
  }));
}
