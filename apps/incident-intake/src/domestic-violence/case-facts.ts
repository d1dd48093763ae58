import { checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { checkConcerned, type ConcernedPerson } from './concerned-person.ts';
import { checkEachOnce } from './each-once.ts';

/** Forms of domestic violence (law 2229-VIII, art. 1). */
export const VIOLENCE_FORMS = ['physical', 'sexual', 'psychological', 'economic'] as const;

export type ViolenceForm = (typeof VIOLENCE_FORMS)[number];

/** What a case says of those concerned. */
export interface CaseFacts {
  readonly forms: readonly ViolenceForm[];
  readonly victim: ConcernedPerson;
  /** Absent when not known. */
  readonly offender: ConcernedPerson | undefined;
  /** Who live there. */
  readonly children: number;
  readonly narrative: string;
}

const MOST_CHILDREN = 30;
const LONGEST_NARRATIVE = 8_000;

export function checkFacts({ forms, victim, offender, children, narrative }: CaseFacts, now: Date): Violation[] {
  return [
    ...checkEachOnce(forms, 'forms'),
    ...checkConcerned(victim, 'victim', now),
    ...(offender === undefined ? [] : checkConcerned(offender, 'offender', now)),
    ...unless(children <= MOST_CHILDREN, 'children', `must be at most ${MOST_CHILDREN}`),
    ...checkText(narrative, 'narrative', LONGEST_NARRATIVE),
  ];
}
