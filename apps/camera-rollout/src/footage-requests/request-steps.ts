import { preconditionFailed, type Refusal } from '@safe-community/domain-kit';

export const STATES = ['received', 'assigned', 'decided', 'appealed', 'appeal_decided'] as const;
export type State = (typeof STATES)[number];

/** What happens to a request after its receipt. The two ways to decide an appeal lead to different states. */
export const REQUEST_STEPS = ['assign', 'extend', 'decide', 'appeal', 'dismiss_appeal', 'uphold_appeal'] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** The steps that each state allows, and the state to which each leads. An upheld appeal opens the request again. */
const STEPS: Readonly<Record<State, Partial<Record<RequestStep, State>>>> = {
  received: { assign: 'assigned', extend: 'received' },
  assigned: { assign: 'assigned', extend: 'assigned', decide: 'decided' },
  decided: { appeal: 'appealed' },
  appealed: { dismiss_appeal: 'appeal_decided', uphold_appeal: 'assigned' },
  appeal_decided: {},
};

/** The state to which a step leads; undefined if it is illegal. */
export function stateAfter(state: State, step: RequestStep): State | undefined {
  return STEPS[state][step];
}

/** Whether the request awaits its decision: somebody else can still be assigned. */
export function isUndecided(state: State): boolean {
  return stateAfter(state, 'assign') !== undefined;
}

/** Whether the request awaits the decision on its appeal. */
export function isAppealed(state: State): boolean {
  return stateAfter(state, 'dismiss_appeal') !== undefined;
}

/** Why a state does not allow a step. */
export function illegalStep(state: State, step: RequestStep): Refusal {
  switch (step) {
    case 'assign':
    case 'extend':
    case 'decide': {
      if (isUndecided(state)) return preconditionFailed('REQUEST_NOT_ASSIGNED', 'nobody is assigned to the request');
      return preconditionFailed('REQUEST_DECIDED', 'the request is decided');
    }
    case 'appeal': {
      if (isUndecided(state)) return preconditionFailed('REQUEST_NOT_DECIDED', 'the request is not decided');
      return appealedAlready();
    }
    case 'dismiss_appeal':
    case 'uphold_appeal': {
      return preconditionFailed('NOT_APPEALED', 'the request has no undecided appeal');
    }
  }
}

/** A request is appealed once, also if it was opened and decided again. */
export function appealedAlready(): Refusal {
  return preconditionFailed('APPEALED_ALREADY', 'the decision was appealed already');
}
