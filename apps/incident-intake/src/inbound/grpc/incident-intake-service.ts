import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ImportPorts } from '../../app/import-incidents.ts';
import type { IncidentReader } from '../../app/ports.ts';
import { handleImportIncidents } from './import-incidents.ts';
import { handleGetIncident, handleListIncidents } from './read-incidents.ts';
import { handleReportIncident } from './report-incident.ts';

export function incidentIntakeService(ports: ImportPorts, incidents: IncidentReader): ServedService {
  return serve(IncidentIntakeServiceService, {
    reportIncident: handleReportIncident(ports),
    importIncidents: handleImportIncidents(ports),
    getIncident: handleGetIncident(incidents),
    listIncidents: handleListIncidents(incidents),
  });
}
