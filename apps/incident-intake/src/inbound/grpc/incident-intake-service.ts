import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ImportPorts } from '../../app/reporting/import-incidents.ts';
import type { IncidentReader } from '../../app/ports.ts';
import type { CaseFilePorts } from '../../app/reading/get-incident.ts';
import type { OwnLedger, WatchSeals } from '../../app/reading/watch-incidents.ts';
import type { TakenRowsPorts } from '../../app/reporting/list-imported-rows.ts';
import { handleBatchReportIncidents } from './reporting/batch-report-incidents.ts';
import { handleImportIncidents } from './reporting/import-incidents.ts';
import { handleListImportedRows } from './reporting/list-imported-rows.ts';
import { handleGetIncident, handleListIncidents } from './reading/read-incidents.ts';
import { handleWatchIncidents } from './reading/watch-incidents.ts';
import { handleReportIncident } from './reporting/report-incident.ts';

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
