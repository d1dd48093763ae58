import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { NewEvent } from '@safe-community/events';
import fc from 'fast-check';
import { CATEGORIES, type Category } from '../src/incidents/category.ts';
import { outcome, progressed, referred, revoked, stepped, worked } from './incident-events.ts';

const RESPONDERS = ['police', 'rescue'] as const;

/** What happens to an incident or follows from it, in a place and on a day. */
export interface CaseFact {
  readonly kind: 'case';
  readonly what: (typeof WHAT)[number];
  readonly category: Category;
  readonly hromada: string;
  readonly oblast: string;
  readonly day: string;
  /** Hours of works, or minutes of a step. */
  readonly amount: number;
  /** Hours that were recorded for the day before. */
  readonly former: number;
  readonly responder: (typeof RESPONDERS)[number];
}

const WHAT = ['outcome', 'revocation', 'referral', 'work', 'resolution', 'reopening', 'arrival'] as const;

interface PlaceOfCase {
  readonly hromada: string;
  readonly oblast: string;
}

export function caseFacts(
  places: readonly PlaceOfCase[],
  isTest: fc.Arbitrary<boolean>,
): fc.Arbitrary<CaseFact & { isTest: boolean }> {
  return fc
    .record({
      kind: fc.constant('case' as const),
      what: fc.constantFrom(...WHAT),
      place: fc.constantFrom(...places),
      // Few, so that facts meet in a counter, and a sensitive one.
      category: fc.constantFrom(...CATEGORIES.slice(0, 2), 'domestic_violence' as const),
      day: fc.constantFrom('2021-11-04', '2021-11-05'),
      amount: fc.integer({ min: 1, max: 8 }),
      former: fc.nat(3),
      responder: fc.constantFrom(...RESPONDERS),
      isTest,
    })
    .map(({ place, ...fact }) => ({ ...fact, ...place }));
}

export function caseEvent({ what, day, amount, former, responder, ...fact }: CaseFact): NewEvent {
  const { hromada: hromadaCode, oblast: oblastCode } = fact;
  const of = { category: numberOf(fact.category), hromadaCode, oblastCode };
  const noon = new Date(`${day}T10:00:00Z`);
  const step = (state: IncidentState) =>
    stepped({ ...of, formerState: IncidentState.CLOSED, state, receivedTime: noon, changedTime: noon });
  switch (what) {
    case 'outcome':
      return outcome({ ...of, recordedTime: noon });
    case 'revocation':
      return revoked({ ...of, revokedTime: noon });
    case 'referral':
      return referred({ ...of, referredDate: day, hours: amount, late: false });
    case 'work':
      return worked({ ...of, day, hours: amount, formerHours: former, missedHours: 0, formerMissedHours: 0 });
    case 'resolution':
      return step(IncidentState.RESOLVED);
    case 'reopening':
      return step(IncidentState.REOPENED);
    case 'arrival':
      return progressed({
        ...of,
        kind: ResponderKind[responder.toUpperCase() as Uppercase<typeof responder>],
        progress: ResponderProgress.ON_SCENE,
        receivedTime: noon,
        dispatchedTime: noon,
        enRouteTime: noon,
        onSceneTime: new Date(noon.getTime() + amount * 60_000),
      });
    default:
      return what satisfies never;
  }
}

export function numberOf(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}
