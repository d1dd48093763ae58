import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ImportPorts } from './import-incidents.app.ts';
import type { IncidentReader } from '../incident/ports.app.ts';
import type { CaseFilePorts } from '../search/get-incident.app.ts';
import type { OwnLedger, WatchSeals } from '../search/watch-incidents.app.ts';
import type { TakenRowsPorts } from './list-imported-rows.app.ts';
import { handleBatchReportIncidents } from './batch-report-incidents.grpc.ts';
import { handleImportIncidents } from './import-incidents.grpc.ts';
import { handleListImportedRows } from './list-imported-rows.grpc.ts';
import { handleGetIncident, handleListIncidents } from '../search/read-incidents.grpc.ts';
import { handleWatchIncidents } from '../search/watch-incidents.grpc.ts';
import { handleReportIncident } from './report-incident.grpc.ts';

export function incidentIntakeService(
  ports: ImportPorts & TakenRowsPorts & CaseFilePorts,
  incidents: IncidentReader,
  ledger: OwnLedger,
  seals: WatchSeals,
): ServedService {
  return serve(IncidentIntakeServiceService, {
    reportIncident: handleReportIncident(ports),
    importIncidents: handleImportIncidents(ports),
    batchReportIncidents: handleBatchReportIncidents(ports),
    listImportedRows: handleListImportedRows(ports),
    watchIncidents: handleWatchIncidents(ledger, seals),
    getIncident: handleGetIncident(ports),
    listIncidents: handleListIncidents(incidents, ports),
  });
}
