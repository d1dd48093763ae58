import { Refusal } from './refusal.ts';

/** The result of a domain rule: the change to save, or a refusal with its reason. */
export type Decision<Change> = Change | Refusal;

export function isRefused(decision: unknown): decision is Refusal {
  return decision instanceof Refusal;
}

/** The change. Throws if the decision is a refusal. */
export function accepted<Change>(decision: Decision<Change>): Change {
  if (isRefused(decision)) throw decision;
  return decision;
}
