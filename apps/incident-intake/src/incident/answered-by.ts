import { isIllegal, type CaseChange, type IllegalStep } from './incident-case.ts';
import { isOpen } from './incident-state.ts';

/**
 * A change that opens an incident again gives it to the officer who is responsible for its place now: the routing of
 * ended incidents is not kept up to date.
 */
export function answeredBy(outcome: CaseChange | IllegalStep, officerId: string): CaseChange | IllegalStep {
  return isIllegal(outcome) ? outcome : givenTo(outcome, officerId);
}

export function givenTo(change: CaseChange, officerId: string): CaseChange {
  const { incident, details } = change;
  const { responsibleOfficerId: former, state } = incident;
  if (officerId === former || !isOpen(state)) return change;
  return {
    ...change,
    incident: { ...incident, responsibleOfficerId: officerId },
    details: { ...details, from: former, to: officerId },
  };
}
