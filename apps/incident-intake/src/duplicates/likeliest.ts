import type { AttributeRule } from '../catalogue/module.ts';
import type { Incident } from '../incident/incident.ts';
import { likeness, type Comparable, type Likeness } from './likeness.ts';

/** An incident that may be the same as another one. */
export interface Suggestion extends Likeness {
  readonly incident: Incident;
}

/** More than these nobody looks through. */
const MOST = 50;

/** Those of the candidates that are likely the same, the likeliest first. */
export function likeliest(
  subject: Comparable,
  candidates: readonly Incident[],
  rules: readonly AttributeRule[],
  leastScore: number,
): Suggestion[] {
  return candidates
    .map((incident) => ({ incident, ...likeness(subject, comparable(incident), rules) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score || (a.incident.incidentId < b.incident.incidentId ? -1 : 1))
    .slice(0, MOST);
}

/** An opened incident: of sensitive ones point and attributes lie with what is personal. */
export function comparable(incident: Incident): Comparable {
  const { openLocation, openAttributes, personal } = incident;
  return {
    ...incident,
    point: personal.location ?? openLocation,
    attributes: { ...openAttributes, ...personal.attributes },
  };
}
