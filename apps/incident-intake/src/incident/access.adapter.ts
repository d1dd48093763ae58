import { Refusal } from '@safe-community/domain-kit';
import { mayActIn, maySee, maySeeKind, type Place, type Rights } from '@safe-community/security/policy';
import { isSensitive, type Category } from '../catalogue/module.ts';

/** As much of an incident as decides who may see it. */
export interface Seen extends Place {
  readonly category: Category;
}

/**
 * The refusal of a caller who may not read or change the incident: the scope must be held where it is, and for its
 * category. The place comes first: not even the category of what lies elsewhere is disclosed. The id is for the audit.
 */
export function checkAccess(rights: Rights, incident: Seen, incidentId: string): Refusal | undefined {
  if (!mayActIn(rights, incident)) return outsideTerritory(incidentId);
  return maySeeIncident(rights, incident) ? undefined : categoryNotGranted([incidentId]);
}

/** The same before it is known which incident it is, or whether there is one. */
function checkCategoryAccess(rights: Rights, category: Category): Refusal | undefined {
  return maySeeKind(rights, category, isSensitive(category)) ? undefined : categoryNotGranted([]);
}

export function requireAccess(rights: Rights, incident: Seen, incidentId: string): void {
  const refusal = checkAccess(rights, incident, incidentId);
  if (refusal !== undefined) throw refusal;
}

export function requireCategoryAccess(rights: Rights, category: Category): void {
  const refusal = checkCategoryAccess(rights, category);
  if (refusal !== undefined) throw refusal;
}

export function maySeeIncident(rights: Rights, incident: Seen): boolean {
  return maySee(rights, { ...incident, isSensitive: isSensitive(incident.category) });
}

function outsideTerritory(incidentId: string): Refusal {
  return new Refusal('permission-denied', 'the incident is outside of the territory for which the scope is held', {
    reason: 'OUTSIDE_TERRITORY',
    about: [incidentId],
  });
}

function categoryNotGranted(about: readonly string[]): Refusal {
  return new Refusal('permission-denied', 'the scope is not held for incidents of this category', {
    reason: 'CATEGORY_NOT_GRANTED',
    about,
  });
}
