import { DispatchResponderResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { dispatchResponder as dispatched, type Dispatch } from '../../domain/course/dispatch-responder.ts';
import type { CasePorts } from '../case-ports.ts';
import type { Territory } from '../ports.ts';
import { accept } from './accept.ts';
import { changeIncident, type StepOrder } from './change-incident.ts';
import { demandRoom } from './demand-room.ts';
import { factsOfResponder } from './facts-of-responder.ts';
import { standingOf } from './standing.ts';

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
