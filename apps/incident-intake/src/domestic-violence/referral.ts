import { preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import { checkText } from '../incident/plain-text.ts';
import type { Violation } from '@safe-community/domain-kit';

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

export function accept(referral: Referral, at: Date): Referral | Refusal {
  if (referral.acceptedAt === undefined) return { ...referral, acceptedAt: at };
  return preconditionFailed('ALREADY_ACCEPTED', 'the referral was accepted before');
}
