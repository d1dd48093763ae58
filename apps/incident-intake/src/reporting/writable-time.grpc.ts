import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import { isValid } from '../incident/parse-request.grpc.ts';

/** No report with this time can be taken, so it may stand for all that cannot be written. */
const FARTHEST = new Date(8_640_000_000_000_000);

/** A time out of range is read as an invalid date, which the encoder throws on. */
export function writableTime(time: Date | undefined): Date | undefined {
  return isValid(time) ? time : FARTHEST;
}

export function writableReport(report: IncidentReport | undefined): IncidentReport | undefined {
  return report && { ...report, occurredTime: writableTime(report.occurredTime) };
}
