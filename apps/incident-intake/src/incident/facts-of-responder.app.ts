import { responderArrived, responderProgressed, type NewEvent } from '@safe-community/events';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import type { ResponderProgress } from './responder-progress.ts';
import { responderKindNumber, responderProgressNumber, stateNumber } from './contract-enums.mapping.ts';
import { incidentOf, placeOf } from './incident-of-event.app.ts';

/** What others are told when a responder was sent or has come further. */
export function factsOfResponder(
  before: IncidentCase,
  { incident: after, happenedAt }: CaseChange,
  responderId: string,
  progress: ResponderProgress,
): NewEvent[] {
  const responder = after.responders.find((each) => each.responderId === responderId);
  if (responder === undefined) throw new Error('a responder is among those of its incident');
  const message = {
    ...incidentOf(after),
    responderId,
    kind: responderKindNumber(responder.kind),
    progress: responderProgressNumber(progress),
    homeHromadaCode: responder.homeHromadaCode,
    progressTime: happenedAt,
    state: stateNumber(after.state),
  };
  return [responderProgressed.create(message, placeOf(after)), ...factsOfArrival(before, after)];
}

/** That somebody is at the scene: told once of an incident, since times of response are measured by it. */
function factsOfArrival(before: IncidentCase, after: IncidentCase): NewEvent[] {
  if (before.onSceneAt !== undefined || after.onSceneAt === undefined) return [];
  const { receivedAt: receivedTime, onSceneAt: onSceneTime } = after;
  return [responderArrived.create({ ...incidentOf(after), receivedTime, onSceneTime }, placeOf(after))];
}
