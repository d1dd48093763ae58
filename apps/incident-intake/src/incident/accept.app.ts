import { accepted, type Decision } from '@safe-community/domain-kit';
import type { CaseChange } from './incident-case.ts';

export function accept(outcome: Decision<CaseChange>): CaseChange {
  return accepted(outcome);
}
