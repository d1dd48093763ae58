import { checkText, preconditionFailed, unless, type Decision, type Violation } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';
import { BY_REPORTER } from './reporter-steps.ts';

/** Information that a reporter adds to the report. */
export interface Addition {
  readonly addedAt: Date;
  readonly text: string;
}

const TEXT = { most: 2_000, lines: true };

export function checkAddition(text: string, field: string): Violation[] {
  return [...unless(text.trim() !== '', field, 'must not be empty'), ...checkText(text, field, TEXT)];
}

/** Additions per report, so that nobody with a token can fill the disk. */
export const MAX_ADDITIONS = 50;

/** The reporter adds information; the state of the incident stays. */
export function addToReport(
  incident: IncidentCase,
  additionId: string,
  additionsBefore: number,
  now: Date,
): Decision<CaseChange> {
  if (additionsBefore >= MAX_ADDITIONS) {
    return preconditionFailed('TOO_MANY_ADDITIONS', `a report takes ${MAX_ADDITIONS} additions and has them all`);
  }
  return { incident, kind: 'reporter-added', happenedAt: now, details: { ...BY_REPORTER, addition_id: additionId } };
}
