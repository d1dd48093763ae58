import { preconditionFailed, Refusal } from '@safe-community/domain-kit';
import type { Category } from '../catalogue/category.ts';
import type { ViolenceCase } from './violence-case.ts';

export function demandViolence(category: Category): void {
  if (category === 'domestic_violence') return;
  throw preconditionFailed('CATEGORY_OTHER', 'the incident is not one of domestic violence');
}

export function caseNotOpened(): Refusal {
  return preconditionFailed('CASE_NOT_OPENED', 'no case was recorded for the incident yet');
}

export function demandKept(erasedAt: Date | undefined): void {
  if (erasedAt === undefined) return;
  throw preconditionFailed('PERSONAL_DATA_ERASED', 'the personal data of the incident was erased');
}

/** @param expected 0 for whatever it is. */
export function demandCaseVersion(found: ViolenceCase | undefined, expected: number): void {
  const version = found?.version ?? 0;
  if (expected === 0 || expected === version) return;
  throw new Refusal('aborted', `the case has changed since: it is at version ${version}`, {
    reason: 'VERSION_CHANGED',
  });
}
