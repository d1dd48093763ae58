import { isIllegal, type CaseChange, type IllegalStep } from '../incident/incident-case.ts';
import { isOpen } from '../incident/incident-state.ts';

/**
 * A change by which an incident is open again: whoever answers for its place now has it. While it was ended nobody saw
 * to who that is.
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
