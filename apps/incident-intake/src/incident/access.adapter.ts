import { Refusal } from '@safe-community/domain-kit';
import { maySee, maySeeKind, type Place, type Rights } from '@safe-community/security/policy';
import { refuseOutside } from '@safe-community/service-kit';
import { isSensitive, type Category } from '../catalogue/module.ts';

/** The fields of an incident that decide who may see it. */
export interface Seen extends Place {
  readonly category: Category;
}

/**
 * The refusal for a caller who may not read or change the incident: the scope must apply to its place and its category.
 * The place is checked first, so that not even the category of an incident elsewhere is disclosed. The id is for the
 * audit.
 */
export function checkAccess(rights: Rights, incident: Seen, incidentId: string): Refusal | undefined {
  const refusal = refuseOutside(rights, incident, 'the incident', [incidentId]);
  if (refusal !== undefined) return refusal;
  return maySeeIncident(rights, incident) ? undefined : categoryNotGranted([incidentId]);
}

/** The same check before it is known which incident it is, or whether it exists. */
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

function categoryNotGranted(about: readonly string[]): Refusal {
  return new Refusal('permission-denied', 'the scope is not held for incidents of this category', {
    reason: 'CATEGORY_NOT_GRANTED',
    about,
  });
}
