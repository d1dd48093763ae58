import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { isBadInput, type BadInput } from './bad-input.ts';
import { enterState } from './enter-state.ts';
import type { CaseChange, IllegalStep, IncidentCase, Responder } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';
import { illegalStep, isLegal } from './legal-steps.ts';
import { furtherProgress, illegalProgress, isOnItsWay, lastTime } from './responder-course.ts';
import type { FurtherProgress } from './responder-progress.ts';
import { latest, stepTime } from './step-time.ts';

/** How far a responder has come. */
export interface Progress {
  readonly progress: FurtherProgress;
  /** Absent: now. */
  readonly progressAt: Date | undefined;
}

const TIME_OF = { en_route: 'enRouteAt', on_scene: 'onSceneAt', left: 'leftAt', cancelled: 'cancelledAt' } as const;

/** One of the incident's responders is on its way, at the scene, has left or was called back. */
export function recordProgress(
  incident: IncidentCase,
  responder: Responder,
  { progress, progressAt }: Progress,
  policy: CategoryPolicy,
  now: Date,
): CaseChange | IllegalStep | BadInput {
  if (!allows(incident.state, progress)) return illegalStep(incident.state);
  if (!furtherProgress(responder).includes(progress)) return illegalProgress(responder);
  const time = stepTime(progressAt, lastTime(responder), now, 'progress_time', "the responder's step before");
  if (isBadInput(time)) return time;
  const { at } = time;
  const gone = { ...responder, [TIME_OF[progress]]: at };
  const responders = incident.responders.map((each) => (each.responderId === gone.responderId ? gone : each));
  // The first arrival is told once, and times of response are measured by it: a later one changes nothing of it.
  const onSceneAt = progress === 'on_scene' ? (incident.onSceneAt ?? at) : incident.onSceneAt;
  const moved = { ...incident, responders, onSceneAt };
  return {
    incident: enterState(moved, stateAfter(moved, progress), latest(incident.stateSince, at), policy),
    kind: `responder-${progress.replaceAll('_', '-')}`,
    happenedAt: at,
    details: { responder_id: responder.responderId, responder_kind: responder.kind },
  };
}

/** A unit may leave or be called back whenever; it comes to the scene only while the incident waits for it. */
function allows(state: IncidentState, progress: FurtherProgress): boolean {
  if (progress === 'en_route' || progress === 'on_scene') return isLegal('progress', state);
  return state !== 'received' && state !== 'duplicate';
}

function stateAfter({ state, responders }: IncidentCase, progress: FurtherProgress): IncidentState {
  if (state !== 'dispatched' && state !== 'en_route') return state;
  if (progress === 'left') return state;
  if (progress !== 'cancelled') return progress;
  // Nobody has arrived, else it would be on scene.
  return responders.some(isOnItsWay) ? state : 'triaged';
}
