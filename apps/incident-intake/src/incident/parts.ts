import { MAX_RESPONDERS, preconditionFailed, type Refusal } from '@safe-community/domain-kit';

/**
 * The maximum number of parts of a kind for an incident, including those that were revoked, released or done. They are
 * read as a whole, some at every step and under its lock, returned without pages, and stay as long as the incident.
 * These limits exceed what a real case needs, and prevent a program that repeats itself from slowing the case down.
 */
const MOST = {
  responders: MAX_RESPONDERS,
  outcomes: 100,
  air_rescues: 200,
  legal_holds: 100,
  /** One a week for as long as they can be planned ahead, and as many again. */
  follow_up_visits: 200,
  protection_orders: 100,
  /** Endings, appeals and breaches of all orders. */
  order_steps: 300,
  referrals: 50,
  /** Hundreds report a fire above a city; only the first 50 are shown with the primary incident. */
  duplicates: 1_000,
} as const;

export type Part = keyof typeof MOST;

/** The refusal of one more part; undefined if there is room. The incident must be locked. */
export function checkRoom(part: Part, before: number): Refusal | undefined {
  if (before < MOST[part]) return undefined;
  const words = part.replaceAll('_', ' ');
  return preconditionFailed(
    `TOO_MANY_${part.toUpperCase()}`,
    `an incident takes ${MOST[part]} ${words} and has them all`,
  );
}
