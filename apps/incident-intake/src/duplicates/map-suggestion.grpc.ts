import type { LikelyDuplicate } from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import type { Suggestion } from './likeliest.ts';

export function toLikelyDuplicate({ incident, score, distanceMetres, apartMs }: Suggestion): LikelyDuplicate {
  return {
    incidentId: incident.incidentId,
    score,
    distanceMetres: distanceMetres ?? -1,
    apartSeconds: apartMs / 1_000,
    state: stateNumber(incident.state),
    receivedTime: incident.receivedAt,
  };
}
