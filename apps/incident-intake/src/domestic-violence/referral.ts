import { checkText, notFound, preconditionFailed, type Decision, type Violation } from '@safe-community/domain-kit';

/** To the social service of the hromada. */
export interface Referral {
  readonly referralId: string;
  readonly hromadaCode: string;
  readonly referredAt: Date;
  /** What help is requested. */
  readonly request: string;
  /** When the service accepted it. */
  readonly acceptedAt: Date | undefined;
}

const REQUEST = { most: 500, lines: true };

export function checkRequest(request: string, field = 'request'): Violation[] {
  return checkText(request, field, REQUEST);
}

/** The social service accepts one of the case's referrals. */
export function acceptReferral(referrals: readonly Referral[], referralId: string, at: Date): Decision<Referral> {
  const referral = referrals.find((each) => each.referralId === referralId);
  return referral === undefined ? notFound('referral') : accept(referral, at);
}

export function accept(referral: Referral, at: Date): Decision<Referral> {
  if (referral.acceptedAt === undefined) return { ...referral, acceptedAt: at };
  return preconditionFailed('ALREADY_ACCEPTED', 'the referral is already accepted');
}
