import type { Risk } from './assess-risk.ts';
import type { CaseFacts } from './case-facts.ts';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { ProtectionOrder } from './protection-order.ts';
import type { Referral } from './referral.ts';

/** All that is kept of one case of domestic violence, beside its incident. */
export interface ViolenceCase {
  readonly incidentId: string;
  /** Grows by one with each change, from 1. */
  readonly version: number;
  readonly openedAt: Date;
  readonly facts: CaseFacts;
  /** The last assessment. */
  readonly assessment: Assessment | undefined;
  readonly orders: readonly ProtectionOrder[];
  readonly referrals: readonly Referral[];
  readonly visits: readonly FollowUpVisit[];
}

export interface Assessment {
  readonly assessedAt: Date;
  readonly risk: Risk;
}
