import type { ExpiryState } from '../recordings/module.ts';

export type { ExpiryState };

/** What happens to the expiry of a recording; a recording without a step is kept. */
export const EXPIRY_STEPS = ['announce', 'cancel', 'expire', 'restore', 'delete'] as const;
export type ExpiryStepKind = (typeof EXPIRY_STEPS)[number];

/**
 * The steps that each state allows, and the state to which each leads. What takes an expiry back comes first: it wins
 * over going on.
 */
const STEPS: Readonly<Record<ExpiryState, Partial<Record<ExpiryStepKind, ExpiryState>>>> = {
  kept: { announce: 'announced' },
  announced: { cancel: 'kept', expire: 'expired' },
  expired: { restore: 'kept', delete: 'deleted' },
  deleted: {},
};

/** The steps that are legal in a state, in the order of the table. */
export function legalSteps(state: ExpiryState): ExpiryStepKind[] {
  return Object.keys(STEPS[state]) as ExpiryStepKind[];
}

/** The state to which a step leads; undefined if it is illegal. */
export function stateAfter(state: ExpiryState, step: ExpiryStepKind): ExpiryState | undefined {
  return STEPS[state][step];
}

/** Whether nothing can happen any more, and nothing can be taken back. */
export function isFinal(state: ExpiryState): boolean {
  return legalSteps(state).length === 0;
}
