import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { listImported } from '@safe-community/service-kit';

/** The imported officers of a source, in the order in which the request names them. */
export const LIST_IMPORTED_OFFICERS = listImported(OfficerServiceService.listImportedOfficers, (imported) => ({
  officers: imported.map(({ externalId, id }) => ({ externalId, officerId: id })),
}));
