import { notFound, preconditionFailed, unless, type Decision, type Violation } from '@safe-community/domain-kit';
import type { Category } from '../catalogue/module.ts';
import type { CaseChange, IncidentCase, IncidentState, Point } from '../incident/module.ts';

/** A school of the directory. */
export interface School {
  readonly edrpou: string;
  readonly name: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** Empty if it is not known. */
  readonly settlementCode: string;
  readonly point: Point | undefined;
  readonly closed: boolean;
}

/** Only the form: a check digit that differs is no error (`hasCheckDigit`). */
export function checkEdrpou(edrpou: string, field: string): Violation[] {
  return unless(/^\d{8}$/.test(edrpou), field, 'must be 8 digits');
}

const WEIGHTS = [1, 2, 3, 4, 5, 6, 7];
/** Codes from 30,000,000 to 60,000,000. */
const WEIGHTS_OF_MIDDLE = [7, 1, 2, 3, 4, 5, 6];

/**
 * Whether the last digit of an EDRPOU code follows from the others: their weighted sum modulo 11, with weights that are
 * greater by 2 if that is 10, and 0 if it is 10 again.
 */
export function hasCheckDigit(edrpou: string): boolean {
  const isMiddle = edrpou >= '30000000' && edrpou <= '60000000';
  const weights = isMiddle ? WEIGHTS_OF_MIDDLE : WEIGHTS;
  const rest = (more: number): number =>
    weights.reduce((sum, weight, index) => sum + (weight + more) * Number(edrpou[index]), 0) % 11;
  const first = rest(0);
  return (first === 10 ? rest(2) % 10 : first) === Number(edrpou[7]);
}

/** What a row of an import does to the directory. */
export function effectOf(row: School, stored: School | undefined): 'added' | 'updated' | 'known' {
  if (stored === undefined) return 'added';
  const isEqual =
    row.name === stored.name &&
    row.hromadaCode === stored.hromadaCode &&
    row.oblastCode === stored.oblastCode &&
    row.settlementCode === stored.settlementCode &&
    row.point?.latitude === stored.point?.latitude &&
    row.point?.longitude === stored.point?.longitude &&
    row.closed === stored.closed;
  return isEqual ? 'known' : 'updated';
}

/** The history says only that there is a link: a school in it would disclose the place of a sensitive incident. */
export function linkSchool(incident: IncidentCase, school: School | undefined, now: Date): Decision<CaseChange> {
  if (school === undefined) return notFound('school');
  if (school.oblastCode !== incident.oblastCode) {
    return preconditionFailed('SCHOOL_ELSEWHERE', 'the school is in another oblast than the incident');
  }
  return { incident, kind: 'school-linked', happenedAt: now, details: {} };
}

export function unlinkSchool(incident: IncidentCase, isLinked: boolean, now: Date): Decision<CaseChange> {
  if (!isLinked) return preconditionFailed('SCHOOL_NOT_LINKED', 'the incident is linked to no school');
  return { incident, kind: 'school-unlinked', happenedAt: now, details: {} };
}

/** The longest period of a view. */
const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

export function checkPeriod(from: Date, to: Date): Violation[] {
  const length = to.getTime() - from.getTime();
  const isPeriod = length > 0 && length <= MAX_DAYS * DAY_MS;
  return unless(isPeriod, 'to_time', `must be after from_time, at most ${MAX_DAYS} days`);
}

interface Counted {
  readonly category: Category;
  readonly state: IncidentState;
}

export interface IncidentCount extends Counted {
  readonly incidents: number;
}

/** How many there are of each category and state, in the order in which they first occur. */
export function countIncidents(incidents: readonly Counted[]): IncidentCount[] {
  const counts = new Map<string, IncidentCount>();
  for (const { category, state } of incidents) {
    const key = `${category}/${state}`;
    counts.set(key, { category, state, incidents: (counts.get(key)?.incidents ?? 0) + 1 });
  }
  return [...counts.values()];
}
