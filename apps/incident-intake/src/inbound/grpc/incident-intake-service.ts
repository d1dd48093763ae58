import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { serve, unavailable, type ServedService } from '@safe-community/grpc-kit';
import type { ImportPorts } from '../../app/reporting/import-incidents.ts';
import type { IncidentReader } from '../../app/ports.ts';
import type { ReadPorts } from '../../app/reading/sensitive-reads.ts';
import { handleImportIncidents } from './reporting/import-incidents.ts';
import { handleGetIncident, handleListIncidents } from './reading/read-incidents.ts';
import { handleReportIncident } from './reporting/report-incident.ts';

export function incidentIntakeService(ports: ImportPorts & ReadPorts, incidents: IncidentReader): ServedService {
  return serve(IncidentIntakeServiceService, {
    reportIncident: handleReportIncident(ports),
    importIncidents: handleImportIncidents(ports),
    batchReportIncidents: () => Promise.reject(unavailable('being built')),
    listImportedRows: () => Promise.reject(unavailable('being built')),
    watchIncidents: () => {
      throw unavailable('being built');
    },
    getIncident: handleGetIncident(incidents, ports),
    listIncidents: handleListIncidents(incidents),
  });
}
