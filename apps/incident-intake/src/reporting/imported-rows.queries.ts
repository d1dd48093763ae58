import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { listImported } from '@safe-community/service-kit';

/** The imported rows of a source, in the order in which the request names them. */
export const listImportedRows = listImported(IncidentIntakeServiceService.listImportedRows, (imported) => ({
  rows: imported.map(({ externalId, id }) => ({ externalId, incidentId: id })),
}));
