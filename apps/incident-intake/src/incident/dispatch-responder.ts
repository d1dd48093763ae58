import type { CategoryPolicy, ResponderKind } from '../catalogue/module.ts';
import type { KnownHromada } from './place.ts';
import { checkText } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';
import { isBadInput, type BadInput } from './bad-input.ts';
import { enterState } from './enter-state.ts';
import type { CaseChange, IllegalStep, IncidentCase, Responder } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';
import { illegalStep, isLegal } from './legal-steps.ts';
import { latest, stepTime } from './step-time.ts';

/** Who is sent. */
export interface Dispatch {
  readonly kind: ResponderKind;
  readonly unit: string;
  /** Mutual aid: where the unit comes from; empty when it is of the place. */
  readonly homeHromadaCode: string;
  /** Absent: now. */
  readonly dispatchedAt: Date | undefined;
}

const LONGEST_UNIT = 60;

/** What is wrong with a dispatch of whatever incident. */
export function checkDispatch({ unit }: Pick<Dispatch, 'unit'>): Violation[] {
  return [...unless(unit.trim() !== '', 'unit', 'must be given'), ...checkText(unit, 'unit', LONGEST_UNIT)];
}

/** Sends one more responder; `home` is what is known of the hromada that it comes from. */
export function dispatchResponder(
  incident: IncidentCase,
  responderId: string,
  dispatch: Dispatch,
  home: KnownHromada | undefined,
  policy: CategoryPolicy,
  now: Date,
): CaseChange | IllegalStep | BadInput {
  const { kind, unit, homeHromadaCode, dispatchedAt } = dispatch;
  if (!isLegal('dispatch', incident.state)) return illegalStep(incident.state);
  const time = stepTime(dispatchedAt, incident.receivedAt, now, 'dispatched_time', 'the receipt of the incident');
  const badHome = checkHome(incident, homeHromadaCode, home);
  if (isBadInput(time)) return { violations: [...badHome, ...time.violations] };
  if (badHome.length > 0) return { violations: badHome };
  const responder: Responder = { responderId, kind, unit, homeHromadaCode, dispatchedAt: time.at };
  const sent = { ...incident, responders: [...incident.responders, responder] };
  return {
    incident: enterState(sent, stateAfter(incident.state), latest(incident.stateSince, time.at), policy),
    kind: 'responder-dispatched',
    happenedAt: time.at,
    details: { responder_id: responderId, responder_kind: kind, ...(home && { home_hromada_code: home.code }) },
  };
}

function checkHome({ hromadaCode }: IncidentCase, code: string, home: KnownHromada | undefined): Violation[] {
  if (code === '') return [];
  return [
    ...unless(home !== undefined, 'home_hromada_code', 'must be the KATOTTG code of a known hromada'),
    ...unless(code !== hromadaCode, 'home_hromada_code', 'must be another hromada than that of the incident'),
  ];
}

function stateAfter(state: IncidentState): IncidentState {
  return state === 'triaged' || state === 'reopened' ? 'dispatched' : state;
}
