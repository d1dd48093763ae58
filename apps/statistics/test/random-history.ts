import { SchoolMatter as MatterEnum } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { NewEvent } from '@safe-community/events';
import fc from 'fast-check';
import { CATEGORIES, type Category } from '../src/incidents/category.ts';
import { SCHOOL_MATTERS, type SchoolMatter } from '../src/incidents/school-matter.ts';
import { OFFICER_STATES, type OfficerState as State } from '../src/officer-states/officer-state.ts';
import { caseEvent, caseFacts, numberOf, type CaseFact } from './random-cases.ts';
import { beatEvent, beatFacts, countedByOf, detailIn, type BeatFact, type DetailFact } from './random-places.ts';
import {
  arrived,
  assigned,
  corrected,
  issued,
  KYIV,
  merged,
  registered,
  reported,
  restored,
  stateChanged,
  VINNYTSIA,
  VINNYTSKA,
  withdrawn,
} from './events.ts';
import type { Producer } from './running-producer.ts';

/** Simplified events; few officers, places and days, so that they interact. */
export type Fact = { readonly isTest: boolean } & (
  | { readonly kind: 'incident'; readonly incident: IncidentFact }
  | { readonly kind: 'withdrawal' | 'restoration'; readonly incident: IncidentFact }
  | {
      readonly kind: 'correction';
      readonly incident: IncidentFact;
      readonly killed: number;
      readonly injured: number;
      readonly counts: boolean;
    }
  | CaseFact
  | { readonly kind: 'response'; readonly category: Category; readonly seconds: number }
  | {
      readonly kind: 'assignment';
      readonly officer: string;
      readonly hromada: string;
      readonly primary: boolean;
    }
  | { readonly kind: 'patrol'; readonly officer: string; readonly active: boolean }
  | {
      readonly kind: 'state';
      readonly officer: string;
      readonly patrol: boolean;
      readonly state: State;
    }
  | { readonly kind: 'issue'; readonly officer: string; readonly camera: string }
  | BeatFact
  | { readonly kind: 'merger'; readonly hromada: string; readonly successor: string; readonly day: string }
);

/** An incident at the time of the fact. */
export interface IncidentFact {
  readonly id: string;
  readonly category: Category;
  readonly day: string;
  readonly hromada: string;
  readonly oblast: string;
  readonly killed: number;
  readonly defendersKilled: number;
  readonly injured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
  /** From the receipt to the first arrival; absent without one. */
  readonly seconds: number | undefined;
  /** Absent of events of earlier versions. */
  readonly detail: DetailFact | undefined;
  /** What happened, if it was at a school; absent if it is not known. */
  readonly matter: SchoolMatter | undefined;
}

/** In the order in which they happened, by the service that publishes them. */
export type History = Readonly<Record<Producer, readonly Fact[]>>;

const [NEMYRIV, AHRONOMICHNE] = ['UA05020170000049432', 'UA05020010000053508'] as const;

/** Three hromadas of an oblast, and a city that is oblast and hromada in one. */
export const places = [
  { hromada: VINNYTSIA, oblast: VINNYTSKA },
  { hromada: NEMYRIV, oblast: VINNYTSKA },
  { hromada: AHRONOMICHNE, oblast: VINNYTSKA },
  { hromada: KYIV, oblast: KYIV },
];
const officer = fc.constantFrom(...ids('a', 4));
const isTest = fc.integer({ min: 1, max: 5 }).map((n) => n === 1);

const incident = fc
  .record({
    id: fc.uuid(),
    place: fc.constantFrom(...places),
    category: fc.constantFrom(...CATEGORIES),
    day: fc.constantFrom('2021-11-04', '2021-11-05'),
    killed: fc.nat(3),
    defendersKilled: fc.nat(2),
    injured: fc.nat(4),
    childrenKilled: fc.nat(2),
    childrenInjured: fc.nat(2),
    seconds: fc.option(fc.nat(7_200), { nil: undefined }),
    detail: detailIn,
    matter: fc.option(fc.constantFrom(...SCHOOL_MATTERS), { nil: undefined }),
  })
  .map(({ place, killed, detail, ...more }) => ({
    ...more,
    ...place,
    killed: killed + more.defendersKilled,
    detail: detail?.(place.hromada),
  }));

/** Later changes of an incident: alternately withdrawn and restored, with corrections in between. */
const later = fc.array(fc.oneof(fc.constant('turn' as const), fc.nat(5)), { maxLength: 5 });

const courseOfIncident = fc.tuple(incident, later, isTest).map(([first, steps, isTest]) => {
  const facts: Fact[] = [{ kind: 'incident', incident: first, isTest }];
  const { category, seconds } = first;
  if (seconds !== undefined) facts.push({ kind: 'response', category, seconds, isTest });
  let [now, counts] = [first, true];
  for (const step of steps) {
    if (step === 'turn') {
      facts.push({ kind: counts ? 'withdrawal' : 'restoration', incident: now, isTest });
      counts = !counts;
    } else {
      const killed = step + now.defendersKilled;
      const injured = 5 - step;
      facts.push({ kind: 'correction', incident: now, killed, injured, counts, isTest });
      now = { ...now, killed, injured };
    }
  }
  return facts;
});

const incidents = fc.oneof(
  { weight: 3, arbitrary: courseOfIncident },
  { weight: 3, arbitrary: caseFacts(places, isTest).map((fact): Fact[] => [fact]) },
  fc
    .record({
      kind: fc.constant('response' as const),
      category: fc.constantFrom(...CATEGORIES.slice(0, 3)),
      seconds: fc.nat(7_200),
      isTest,
    })
    .map((fact): Fact[] => [fact]),
);
const officers = fc.oneof(
  fc.record({
    kind: fc.constant('assignment' as const),
    officer,
    hromada: fc.constantFrom(...places.map(({ hromada }) => hromada)),
    primary: fc.boolean(),
    isTest,
  }),
  fc.record({ kind: fc.constant('patrol' as const), officer, active: fc.boolean(), isTest }),
  fc.record({
    kind: fc.constant('state' as const),
    officer,
    patrol: fc.boolean(),
    state: fc.constantFrom(...OFFICER_STATES),
    isTest,
  }),
);
/** In a chain. Incidents come on the two days in the middle. */
const merger = fc.record({
  kind: fc.constant('merger' as const),
  hromada: fc.constantFrom(NEMYRIV, AHRONOMICHNE),
  day: fc.constantFrom('2021-11-01', '2021-11-04', '2021-11-05', '2021-11-06'),
  isTest,
});
const mergers = merger.map((fact) => ({ ...fact, successor: fact.hromada === NEMYRIV ? VINNYTSIA : NEMYRIV }));
const cameras = fc.record({
  kind: fc.constant('issue' as const),
  officer,
  camera: fc.constantFrom(...ids('c', 3)),
  isTest,
});

export const history: fc.Arbitrary<History> = fc.record({
  officers: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: officers },
      { weight: 1, arbitrary: mergers },
      { weight: 3, arbitrary: beatFacts(isTest) },
    ),
    { maxLength: 20 },
  ),
  incidents: fc.array(incidents, { maxLength: 30 }).map((courses) => courses.flat()),
  cameras: fc.array(cameras, { maxLength: 10 }),
});

/** The first day of the incidents, the second one, and two later ones. */
export const KNOWN_DAYS = ['2021-11-04', '2021-11-05', '2021-11-06', '2021-11-07'];
const FACTS_A_DAY = 8;

/** The day on which the service recorded the fact that is so far from the beginning of its ledger. */
export function knownDayOf(index: number): string {
  return KNOWN_DAYS[Math.min(Math.floor(index / FACTS_A_DAY), KNOWN_DAYS.length - 1)] ?? '';
}

/** The event of a fact. */
export function eventOf(fact: Fact): NewEvent {
  switch (fact.kind) {
    case 'incident':
      return reported(messageOf(fact.incident));
    case 'withdrawal':
      return withdrawn({ ...messageOf(fact.incident), onSceneTime: onSceneOf(fact.incident) });
    case 'restoration':
      return restored({ ...messageOf(fact.incident), onSceneTime: onSceneOf(fact.incident) });
    case 'correction':
      return corrected({
        ...messageOf({ ...fact.incident, killed: fact.killed, injured: fact.injured }),
        formerCasualties: messageOf(fact.incident).casualties,
        state: fact.counts ? IncidentState.CLOSED : IncidentState.REJECTED,
      });
    case 'case':
      return caseEvent(fact);
    case 'response':
      return arrived(fact.seconds, { category: numberOf(fact.category) });
    case 'assignment':
      return assigned(fact.officer, {
        beat: { hromadaCode: fact.hromada, starostaDistrictCode: '' },
        role: fact.primary ? AssignmentRole.PRIMARY : AssignmentRole.DEPUTY,
      });
    case 'patrol':
      return registered(fact.officer, {
        kind: OfficerKind.PATROL,
        state: fact.active ? OfficerState.ACTIVE : OfficerState.TRAINING,
      });
    case 'state':
      return stateChanged(fact.officer, {
        kind: fact.patrol ? OfficerKind.PATROL : OfficerKind.COMMUNITY,
        state: OfficerState[fact.state.toUpperCase() as Uppercase<State>],
      });
    case 'issue':
      return issued(fact.officer, fact.camera);
    case 'beat':
      return beatEvent(fact);
    case 'merger':
      return merged(fact.hromada, fact.successor, fact.day);
    default:
      return fact satisfies never;
  }
}

function messageOf({ id, category, day, hromada, oblast, ...more }: IncidentFact) {
  const { killed, defendersKilled, injured, childrenKilled, childrenInjured, detail, matter } = more;
  return {
    incidentId: id,
    category: numberOf(category),
    hromadaCode: hromada,
    oblastCode: oblast,
    receivedTime: receiptOf(day),
    countedBy: detail && countedByOf(detail),
    schoolMatter: MatterEnum[matter === undefined ? 'UNSPECIFIED' : (matter.toUpperCase() as Uppercase<typeof matter>)],
    casualties: { killed, injured, childrenKilled, childrenInjured, defendersKilled, defendersInjured: 0 },
  };
}

function onSceneOf({ day, seconds }: IncidentFact): Date | undefined {
  return seconds === undefined ? undefined : new Date(receiptOf(day).getTime() + 1_000 * seconds);
}

function receiptOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function ids(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${first}0000000-0000-7000-8000-00000000000${n}`);
}
