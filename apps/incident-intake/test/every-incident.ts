import { CATEGORIES } from '../src/catalogue/module.ts';
import type { IncidentFilter } from '../src/incident/list-statement.store.ts';

/** The filter that matches every incident. */
export function everyIncident(asOf: Date): IncidentFilter {
  return {
    hromadaCode: '',
    oblastCode: '',
    categories: CATEGORIES,
    states: [],
    responsibleOfficerId: '',
    receivedFrom: undefined,
    receivedTo: undefined,
    unroutedOnly: false,
    overdueOnly: false,
    testsOnly: false,
    asOf,
  };
}
