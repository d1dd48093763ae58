import type { IllegalStep } from '../incident/incident-case.ts';
import { checkText } from '../incident/plain-text.ts';
import type { Violation } from '../incident/violation.ts';

/** To the social service of the hromada. */
export interface Referral {
  readonly referralId: string;
  readonly hromadaCode: string;
  readonly referredAt: Date;
  /** What help is asked for. */
  readonly request: string;
  /** When the service has taken it over. */
  readonly acceptedAt: Date | undefined;
}

const LONGEST_REQUEST = 500;

export function checkRequest(request: string): Violation[] {
  return checkText(request, 'request', LONGEST_REQUEST);
}

export function accept(referral: Referral, at: Date): Referral | IllegalStep {
  if (referral.acceptedAt === undefined) return { ...referral, acceptedAt: at };
  return { illegal: 'ALREADY_ACCEPTED', message: 'the referral was accepted before' };
}
