import {
  IncidentIntakeServiceService as Service,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openBareClient } from './floors/bare-client.ts';
import type { Contestant } from './frame/compare.ts';
import { workInFlight } from './frame/in-flight.ts';
import { sampleReport } from './sample-report.ts';
import { clockOfService } from './system-processes.ts';
import type { System } from './system.ts';

export interface ReportCalls {
  /** ReportIncident with all features on. */
  readonly contestant: Contestant;
  close(): void;
}

export function openReportCalls({ addresses, credentials, processes }: System): ReportCalls {
  const client = openBareClient(addresses.incidentIntake, credentials, Service.reportIncident.path);
  return {
    contestant: {
      name: 'ReportIncident',
      work: (load) => workInFlight(load, () => client.call(reportBytes())),
      clock: clockOfService(processes, 'incident-intake'),
    },
    close: () => client.close(),
  };
}

let number = 0;

/** A different report each time. */
export function reportBytes(): Uint8Array {
  number += 1;
  return ReportIncidentRequest.encode(sampleReport(number)).finish();
}
