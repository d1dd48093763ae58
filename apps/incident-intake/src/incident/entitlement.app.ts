import { mayActIn, maySee, maySeeKind, type Place, type Rights } from '@safe-community/security/policy';
import { Refusal } from '@safe-community/domain-kit';
import { isSensitive, type Category } from '../catalogue/category.ts';

/** As much of an incident as decides who may see it. */
export interface Seen extends Place {
  readonly category: Category;
}

/** Whoever reads or changes an incident needs the scope where it is, and for its category. Its id is for the audit. */
export function demandEntitled(rights: Rights, incident: Seen, incidentId: string): void {
  // Where it is comes first: of what lies elsewhere not even the kind is told.
  if (!mayActIn(rights, incident)) throw outside(incidentId);
  if (!maySeeIncident(rights, incident)) throw notEntitled([incidentId]);
}

/** The same before it is known which incident it is, or whether there is one. */
export function demandCategory(rights: Rights, category: Category): void {
  if (!maySeeKind(rights, category, isSensitive(category))) throw notEntitled([]);
}

export function maySeeIncident(rights: Rights, incident: Seen): boolean {
  return maySee(rights, { ...incident, isSensitive: isSensitive(incident.category) });
}

function outside(incidentId: string): Refusal {
  return new Refusal('permission-denied', 'the incident is outside of the territory for which the scope is held', {
    reason: 'OUTSIDE_TERRITORY',
    about: [incidentId],
  });
}

function notEntitled(about: readonly string[]): Refusal {
  return new Refusal('permission-denied', 'the scope is not held for incidents of this category', {
    reason: 'CATEGORY_NOT_GRANTED',
    about,
  });
}
