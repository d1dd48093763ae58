import type {
  ImportTerritoryRequest,
  ImportTerritoryResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { importTerritory, type TerritoryPorts } from '../../app/import-territory.ts';
import { firstLevel } from '../../app/territory.ts';
import { checkUnits, type SaidUnit } from '../../domain/territory-list.ts';
import type { TerritoryUnit } from '../../domain/territory-unit.ts';
import { keyOf } from './parse-request.ts';

export function handleImportTerritory(ports: TerritoryPorts) {
  return async (request: ImportTerritoryRequest, call: CallContext): Promise<ImportTerritoryResponse> => {
    const { requestId, units } = request;
    refuseInvalid([...checkUuid(requestId, 'request_id'), ...checkUnits(units, firstLevel)]);
    return importTerritory(ports, keyOf(requestId, call), units.map(toUnit));
  };
}

/** Of a unit without violations. */
function toUnit(said: SaidUnit): TerritoryUnit {
  return { ...said, category: said.category === 'K' ? 'K' : 'H' };
}
