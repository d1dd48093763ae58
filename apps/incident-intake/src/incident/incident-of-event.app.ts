import type { IncidentCase } from './incident-case.ts';
import { categoryNumber } from './contract-enums.mapping.ts';

type Located = Pick<IncidentCase, 'incidentId' | 'category' | 'hromadaCode' | 'oblastCode' | 'demonstration'>;

/** What every event of an incident tells of it. */
export function incidentOf({ incidentId, category, hromadaCode, oblastCode, demonstration }: Located) {
  return { incidentId, category: categoryNumber(category), hromadaCode, oblastCode, demonstration };
}

/** By which its subject is made. */
export function placeOf({ oblastCode, hromadaCode }: Located) {
  return { oblastCode, hromadaCode };
}
