import { Refusal } from './refusal.ts';

/** What the rules make of a command: the change to save, or the refusal that names why not. */
export type Decision<Change> = Change | Refusal;

export function isRefused(decision: unknown): decision is Refusal {
  return decision instanceof Refusal;
}

/** The change. Throws the refusal when there is one. */
export function accepted<Change>(decision: Decision<Change>): Change {
  if (isRefused(decision)) throw decision;
  return decision;
}
