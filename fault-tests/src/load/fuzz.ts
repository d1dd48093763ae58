import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Random } from '../random.ts';

/** Bytes that were a request, cut off or with some of them changed, or that never were one. */
export function fuzz(random: Random, request: ReportIncidentRequest): Buffer {
  const bytes = Buffer.from(ReportIncidentRequest.encode(request).finish());
  const way = random.between(1, 3);
  if (way === 1) return Buffer.from(Array.from({ length: random.between(0, 400) }, () => random.between(0, 255)));
  if (way === 2) return bytes.subarray(0, random.between(0, bytes.length - 1));
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  }
  return bytes;
}
