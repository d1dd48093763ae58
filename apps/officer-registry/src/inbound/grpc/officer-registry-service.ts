import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { AssignmentPorts } from '../../app/assign-officer.ts';
import type { StateChangePorts } from '../../app/change-officer-state.ts';
import type { TerritoryPorts } from '../../app/import-territory.ts';
import type { OfficerReader } from '../../app/ports.ts';
import type { RegistrationPorts } from '../../app/register-officer.ts';
import type { PatrolUnitPorts } from '../../app/register-patrol-unit.ts';
import { handleAssignOfficer } from './assign-officer.ts';
import { handleChangeOfficerState } from './change-officer-state.ts';
import { handleImportTerritory } from './import-territory.ts';
import { handleFindResponsibleOfficer, handleGetCoverage, handleGetOfficer } from './read-officers.ts';
import { handleRegisterOfficer } from './register-officer.ts';
import { handleRegisterPatrolUnit } from './register-patrol-unit.ts';

export function officerRegistryService(
  ports: RegistrationPorts & PatrolUnitPorts & AssignmentPorts & StateChangePorts & TerritoryPorts,
  officers: OfficerReader,
): ServedService {
  return serve(OfficerRegistryServiceService, {
    registerOfficer: handleRegisterOfficer(ports),
    getOfficer: handleGetOfficer(officers),
    assignOfficer: handleAssignOfficer(ports),
    changeOfficerState: handleChangeOfficerState(ports),
    findResponsibleOfficer: handleFindResponsibleOfficer(ports.directory),
    getCoverage: handleGetCoverage(ports.directory),
    registerPatrolUnit: handleRegisterPatrolUnit(ports),
    importTerritory: handleImportTerritory(ports),
  });
}
