import type { IncidentFilter } from '../incident/ports.app.ts';
import { CATEGORIES, type Category } from '../catalogue/category.ts';
import { INCIDENT_STATES, isOpen, type IncidentState } from '../incident/states.ts';

/** What a list looks for, every category and state by its name: each is a branch of an index. */
export interface ListSearch {
  readonly categories: readonly Category[];
  readonly states: readonly IncidentState[];
}

/** Nothing when no incident can be found so. */
export function searchOf(filter: IncidentFilter): ListSearch | undefined {
  const { categories, states, unroutedOnly, overdueOnly, responsibleOfficerId } = filter;
  if (unroutedOnly && responsibleOfficerId !== '') return undefined;
  const wanted = INCIDENT_STATES.filter(
    (state) => (states.length === 0 || states.includes(state)) && (!(unroutedOnly || overdueOnly) || isOpen(state)),
  );
  return wanted.length === 0 ? undefined : { categories, states: wanted };
}

/** Whether it looks for every incident there is. */
export function isAll({ categories, states }: ListSearch): boolean {
  return categories.length === CATEGORIES.length && states.length === INCIDENT_STATES.length;
}
