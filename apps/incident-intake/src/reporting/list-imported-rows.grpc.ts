import type {
  ListImportedRowsRequest,
  ListImportedRowsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { listImportedRows, type TakenRowsPorts } from './list-imported-rows.app.ts';
import { checkExternalId } from './imported-row.ts';
import { sourceViolations } from './source-system.grpc.ts';

const MOST = 1_000;

export function handleListImportedRows(ports: TakenRowsPorts) {
  return async ({ sourceSystem, externalIds }: ListImportedRowsRequest): Promise<ListImportedRowsResponse> => {
    refuseInvalid([...sourceViolations(sourceSystem, 'source_system'), ...idViolations(externalIds)]);
    return { rows: await listImportedRows(ports, sourceSystem, externalIds) };
  };
}

function idViolations(externalIds: readonly string[]): Violation[] {
  if (externalIds.length === 0 || externalIds.length > MOST) {
    return [{ field: 'external_ids', rule: `must be 1 to ${MOST}` }];
  }
  return externalIds.flatMap((externalId, index) => checkExternalId(externalId, `external_ids[${index}]`));
}
