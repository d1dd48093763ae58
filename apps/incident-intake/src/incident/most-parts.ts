import type { IllegalStep } from './incident-case.ts';

/**
 * How many parts of a kind an incident takes, those that were revoked, released or done counted too. They are read
 * whole, some at every step and under its lock, and answered without pages; and they stay as long as the incident. So
 * many, beyond what a case comes to, keep it so light that a program that repeats itself spoils it for nobody.
 */
const MOST = {
  /** Written at every step by one statement. */
  responders: 200,
  outcomes: 100,
  legal_holds: 100,
  /** One a week for as long as they can be planned ahead, and as many again. */
  follow_up_visits: 200,
  protection_orders: 100,
  referrals: 50,
  /** A fire above a city is reported by hundreds; only the first 50 are shown with the incident that stays. */
  duplicates: 1_000,
} as const;

export type Part = keyof typeof MOST;

/** Why an incident that has so many of a kind takes no further one; nothing while it does. */
export function noRoomFor(part: Part, before: number): IllegalStep | undefined {
  if (before < MOST[part]) return undefined;
  const words = part.replaceAll('_', ' ');
  return {
    illegal: `TOO_MANY_${part.toUpperCase()}`,
    message: `an incident takes ${MOST[part]} ${words} and has them all`,
  };
}
