import type { CaseFact } from './random-cases.ts';
import { knownDayOf, type History } from './random-history.ts';

/** What is added to a counter of events: a measure and by how much. */
const MEASURES: Readonly<Record<CaseFact['what'], (fact: CaseFact) => readonly (readonly [string, number])[]>> = {
  outcome: () => [['fines', 1]],
  revocation: () => [['outcomes_revoked', 1]],
  referral: ({ amount }) => [
    ['works_referred', 1],
    ['work_hours_imposed', amount],
  ],
  work: ({ amount, former }) => [['work_hours', amount - former]],
  resolution: () => [['resolved', 1]],
  reopening: () => [['reopened', 1]],
  arrival: () => [],
};

/** Each counter of events: its measure, place, day, category, the day of knowledge, and the sum. */
export function eventSumsOf(history: History): string[] {
  const sums = new Map<string, number>();
  for (const [fact, knownOn] of recorded(history)) {
    if (fact.kind === 'case') {
      for (const [measure, value] of MEASURES[fact.what](fact)) add(sums, measure, fact, knownOn, value);
    }
    if (fact.kind === 'withdrawal') add(sums, 'false_calls', fact.incident, knownOn, 1);
    if (fact.kind === 'restoration') add(sums, 'false_calls', fact.incident, knownOn, -1);
  }
  return linesOf(sums);
}

/** The same of the times that a kind of responder took, as numbers of times. */
export function durationSumsOf(history: History): string[] {
  const sums = new Map<string, number>();
  for (const [fact, knownOn] of recorded(history)) {
    if (fact.kind !== 'case' || fact.what !== 'arrival' || isSensitive(fact.category)) continue;
    for (const measure of ['arrival_time', 'travel_time']) add(sums, `${measure} ${fact.responder}`, fact, knownOn, 1);
  }
  return linesOf(sums);
}

/** With the day on which each became known: not before its own. */
function recorded({ incidents }: History) {
  return incidents.flatMap((fact, index) => (fact.isTest ? [] : [[fact, knownDayOf(index)] as const]));
}

interface Place {
  readonly category: string;
  readonly hromada: string;
  readonly oblast: string;
  readonly day: string;
}

function add(sums: Map<string, number>, measure: string, place: Place, knownOn: string, value: number): void {
  const { category, hromada, oblast, day } = place;
  const territories = isSensitive(category) ? [`sensitive ${hromada}`] : new Set(['UA', oblast, hromada]);
  for (const territory of territories) {
    const key = [measure, territory, day, category, knownOn < day ? day : knownOn].join(' ');
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
}

function linesOf(sums: ReadonlyMap<string, number>): string[] {
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([key, sum]) => `${key} ${sum}`)
    .toSorted();
}

function isSensitive(category: string): boolean {
  return ['domestic_violence', 'school_safety'].includes(category);
}
