import { isRefused, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';

type Ended = Pick<IncidentCase, 'state' | 'stateSince'>;

const REOPEN_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** In the history, it distinguishes the steps of the reporter from those of the calling system. */
export const BY_REPORTER = { by: 'reporter' };

export function mayConfirm({ state }: Pick<Ended, 'state'>): boolean {
  return state === 'resolved';
}

export function mayReopen(ended: Ended, now: Date): boolean {
  return isReopenable(ended) && isInTime(ended, now);
}

/** A duplicate is dealt with in its primary, whose own reporter confirms. */
export function checkConfirm(incident: Ended): Refusal | undefined {
  return mayConfirm(incident) ? undefined : illegal(incident, 'only what is resolved can be confirmed');
}

export function checkReopen(incident: Ended, now: Date): Refusal | undefined {
  if (!isReopenable(incident)) return illegal(incident, 'only what is resolved or closed can be reopened');
  if (isInTime(incident, now)) return undefined;
  return preconditionFailed(
    'REOPEN_TOO_LATE',
    `a report can be reopened within ${REOPEN_DAYS} days of its end: make a new one`,
  );
}

function isReopenable({ state }: Pick<Ended, 'state'>): boolean {
  return state === 'resolved' || state === 'closed';
}

function isInTime({ stateSince }: Ended, now: Date): boolean {
  return now.getTime() - stateSince.getTime() <= REOPEN_DAYS * DAY_MS;
}

function illegal({ state }: Ended, rule: string): Refusal {
  return preconditionFailed('STEP_ILLEGAL', `the report is ${state.replaceAll('_', ' ')}: ${rule}`);
}

/** The same step, taken by the reporter. */
export function byReporter(change: Decision<CaseChange>): Decision<CaseChange> {
  if (isRefused(change)) return change;
  return { ...change, details: { ...change.details, ...BY_REPORTER } };
}
