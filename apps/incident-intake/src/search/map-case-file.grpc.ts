import type { Incident, MergedReport as MergedReportMessage } from '@safe-community/contracts/incidents/v1/incident.ts';
import { channelNumber } from '../incident/contract-enums.mapping.ts';
import type { CaseFile } from './get-incident.app.ts';
import type { MergedReport } from '../duplicates/module.ts';
import type { Addition } from '../follow-up/module.ts';
import { toWholeIncident } from './map-incident.grpc.ts';

/** An incident with all that is known of it and of what was merged into it, for a caller who is entitled to it. */
export function toCaseFile({ incident, additions, mergedReports }: CaseFile): Incident {
  return {
    ...toWholeIncident(incident),
    additions: additions.map(toAddition),
    mergedReports: mergedReports.map(toMergedReport),
  };
}

function toMergedReport({ incidentId, channel, receivedAt, ...report }: MergedReport): MergedReportMessage {
  return {
    incidentId,
    channel: channelNumber(channel),
    receivedTime: receivedAt,
    description: report.description,
    reporter: report.reporter,
    additions: report.additions.map(toAddition),
  };
}

function toAddition({ addedAt, text }: Addition) {
  return { addedTime: addedAt, text };
}
