import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';

const NAMES = new Map(Object.entries(IncidentCategory).map(([name, value]) => [value, name]));

/** The contract name of a category. */
export function categoryName(category: IncidentCategory): string {
  return NAMES.get(category) ?? String(category);
}
