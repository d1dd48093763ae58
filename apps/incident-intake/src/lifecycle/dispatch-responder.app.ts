import { DispatchResponderResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { dispatchResponder as dispatched, type Dispatch } from '../incident/dispatch-responder.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import type { Territory } from '../routing/module.ts';
import { accept } from '../incident/accept.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { factsOfResponder } from '../incident/facts-of-responder.app.ts';
import { standingOf } from '../incident/standing.app.ts';

export interface DispatchPorts extends CasePorts {
  readonly territory: Territory;
}

/** Sends one more responder to an incident. */
export function dispatchResponder(
  ports: DispatchPorts,
  order: StepOrder,
  dispatch: Dispatch,
): Promise<DispatchResponderResponse> {
  const home = ports.territory.find(dispatch.homeHromadaCode);
  return changeIncident(ports, order, DispatchResponderResponse, async ({ incident, policy, now, save }) => {
    const responderId = ports.origin.newId(now);
    const change = accept(dispatched(incident, responderId, dispatch, home, policy, now));
    demandRoom('responders', incident.responders.length);
    const saved = await save(change, factsOfResponder(incident, change, responderId, 'dispatched'));
    return { standing: standingOf(saved, change.happenedAt), responderId };
  });
}
