import { preconditionFailed, Refusal } from '@safe-community/domain-kit';
import type { IncidentCase } from '../incident/module.ts';
import type { Risk } from './assess-risk.ts';
import type { CaseFacts } from './case-facts.ts';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { OfficialRisk } from './official-risk.ts';
import type { ProtectionOrder } from './recorded-order.ts';
import type { Referral } from './referral.ts';

/** A case of domestic violence: what is stored in addition to its incident. */
export interface ViolenceCase {
  readonly incidentId: string;
  /** Grows by one with each change, from 1. */
  readonly version: number;
  readonly openedAt: Date;
  readonly facts: CaseFacts;
  /** The last assessment by the questionnaire of this system: indicative. */
  readonly assessment: Assessment | undefined;
  /** The official form; absent if none is recorded. */
  readonly officialRisk: OfficialRisk | undefined;
  readonly orders: readonly ProtectionOrder[];
  readonly referrals: readonly Referral[];
  readonly visits: readonly FollowUpVisit[];
}

export interface Assessment {
  readonly assessedAt: Date;
  readonly risk: Risk;
}

/** The offender's date of birth; empty if unknown. */
export function offenderBirthDate({ facts }: ViolenceCase): string {
  return facts.offender?.birthDate ?? '';
}

/** The refusal for an incident of another category, which has no such case. */
export function checkCategory({ category }: Pick<IncidentCase, 'category'>): Refusal | undefined {
  if (category === 'domestic_violence') return undefined;
  return preconditionFailed('CATEGORY_OTHER', 'the incident is not one of domestic violence');
}

/** The refusal for a case that can no longer change, because its personal data is erased. */
export function checkNotErased({ erasedAt }: Pick<IncidentCase, 'erasedAt'>): Refusal | undefined {
  if (erasedAt === undefined) return undefined;
  return preconditionFailed('PERSONAL_DATA_ERASED', 'the personal data of the incident was erased');
}

export function caseNotOpened(): Refusal {
  return preconditionFailed('CASE_NOT_OPENED', 'no case is recorded for the incident yet');
}

/** @param expected 0 for any. A case that is not opened yet is at version 0. */
export function checkCaseVersion(found: ViolenceCase | undefined, expected: number): Refusal | undefined {
  const version = found?.version ?? 0;
  if (expected === 0 || expected === version) return undefined;
  return new Refusal('aborted', `the case has changed: it is at version ${version}`, { reason: 'VERSION_CHANGED' });
}
