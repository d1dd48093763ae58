import { isRefused, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { close, reopen } from '../incident/steps.ts';
import { type CaseChange, type IncidentCase } from '../incident/incident-case.ts';
import { inWords } from '../incident/states.ts';
import { MOST_ADDITIONS } from './most-additions.ts';

type Ended = Pick<IncidentCase, 'state' | 'stateSince'>;

const REOPEN_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** In the history it tells the steps of the reporter from those of the calling system. */
const BY_REPORTER = { by: 'reporter' };

export function mayConfirm({ state }: Pick<Ended, 'state'>): boolean {
  return state === 'resolved';
}

export function mayReopen(ended: Ended, now: Date): boolean {
  return isReopenable(ended) && isInTime(ended, now);
}

/** The reporter says more; the course of the incident goes on as before. */
export function addToReport(
  incident: IncidentCase,
  additionId: string,
  additionsBefore: number,
  now: Date,
): Decision<CaseChange> {
  if (additionsBefore >= MOST_ADDITIONS) {
    return preconditionFailed('TOO_MANY_ADDITIONS', `a report takes ${MOST_ADDITIONS} additions and has them all`);
  }
  const details = { ...BY_REPORTER, addition_id: additionId };
  return { incident, kind: 'reporter-added', happenedAt: now, details };
}

/** The reporter confirms that it is fixed. A duplicate has its course in another incident, whose own reporter confirms. */
export function confirmFixed(incident: IncidentCase, policy: CategoryPolicy, now: Date): Decision<CaseChange> {
  if (!mayConfirm(incident)) return illegal(incident, 'only what is resolved can be confirmed');
  return byReporter(close(incident, policy, now));
}

/** The reporter says that it is not fixed: it is open again, with the officer who answers for its place now. */
export function reopenReport(
  incident: IncidentCase,
  officerId: string,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  if (!isReopenable(incident)) return illegal(incident, 'only what is resolved or closed can be reopened');
  if (isInTime(incident, now)) return byReporter(reopen(incident, officerId, policy, now));
  return preconditionFailed(
    'REOPEN_TOO_LATE',
    `a report can be reopened within ${REOPEN_DAYS} days of its end: make a new one`,
  );
}

function isReopenable({ state }: Ended): boolean {
  return state === 'resolved' || state === 'closed';
}

function isInTime({ stateSince }: Ended, now: Date): boolean {
  return now.getTime() - stateSince.getTime() <= REOPEN_DAYS * DAY_MS;
}

function illegal({ state }: IncidentCase, rule: string): Refusal {
  return preconditionFailed('STEP_ILLEGAL', `the report is ${inWords(state)}: ${rule}`);
}

function byReporter(outcome: Decision<CaseChange>): Decision<CaseChange> {
  if (isRefused(outcome)) return outcome;
  return { ...outcome, details: { ...outcome.details, ...BY_REPORTER } };
}
