import type { Violation } from './violation.ts';

/** What was told of a step cannot be, as the incident stands. */
export interface BadInput {
  readonly violations: readonly Violation[];
}

export function isBadInput(outcome: object): outcome is BadInput {
  return 'violations' in outcome;
}
