import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  OfficerRegistryServiceClient,
  type AssignOfficerRequest,
  type ChangeOfficerStateRequest,
  type ChangeOfficerStateResponse,
  type ImportTerritoryRequest,
  type RegisterOfficerRequest,
  type RegisterPatrolUnitRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';

export const VINNYTSKA_OBLAST = 'UA05000000000010236';
export const VINNYTSIA = 'UA05020030000031457';

const DEADLINE_MS = 10_000;
let numbers = 0;

export type RegistryClient = ReturnType<typeof registryClient>;

/** Calls with valid fields unless a test gives others. `nats` is a caller without a scope. */
export function registryClient(port: number, identity: 'client' | 'nats' = 'client') {
  const stub = new OfficerRegistryServiceClient(`localhost:${port}`, demoClientCredentials(identity));
  return {
    registerOfficer(given: Partial<RegisterOfficerRequest> = {}) {
      numbers += 1;
      const request: RegisterOfficerRequest = {
        requestId: randomUUID(),
        kind: OfficerKind.COMMUNITY,
        state: OfficerState.ACTIVE,
        fullName: 'Петренко Марія Іванівна',
        serviceNumber: `TEST-${numbers}`,
        phone: '+380501112233',
        patrolUnitCode: '',
        demonstration: false,
        ...given,
      };
      return callUnary('RegisterOfficer', stub.registerOfficer.bind(stub), request, DEADLINE_MS);
    },
    registerPatrolUnit(given: Partial<RegisterPatrolUnitRequest> = {}) {
      numbers += 1;
      const request: RegisterPatrolUnitRequest = {
        requestId: randomUUID(),
        patrolUnitCode: `unit-${numbers}`,
        oblastCode: VINNYTSKA_OBLAST,
        nameUk: 'Управління патрульної поліції у Вінницькій області',
        nameEn: 'Patrol Police in Vinnytska oblast',
        demonstration: true,
        ...given,
      };
      return callUnary('RegisterPatrolUnit', stub.registerPatrolUnit.bind(stub), request, DEADLINE_MS);
    },
    assignOfficer(given: Partial<AssignOfficerRequest>) {
      const request: AssignOfficerRequest = {
        requestId: randomUUID(),
        officerId: randomUUID(),
        beat: beat(VINNYTSIA),
        role: AssignmentRole.PRIMARY,
        ...given,
      };
      return callUnary('AssignOfficer', stub.assignOfficer.bind(stub), request, DEADLINE_MS);
    },
    changeOfficerState(given: Partial<ChangeOfficerStateRequest>, actingUser?: string) {
      const request: ChangeOfficerStateRequest = {
        requestId: randomUUID(),
        officerId: randomUUID(),
        state: OfficerState.ON_LEAVE,
        reason: '',
        effectiveTime: undefined,
        ...given,
      };
      return callUnary<ChangeOfficerStateRequest, ChangeOfficerStateResponse>(
        'ChangeOfficerState',
        (asked, metadata, options, callback) => {
          if (actingUser !== undefined) metadata.set('acting-user', actingUser);
          return stub.changeOfficerState(asked, metadata, options, callback);
        },
        request,
        DEADLINE_MS,
      );
    },
    importTerritory(given: Partial<ImportTerritoryRequest>) {
      const request: ImportTerritoryRequest = { requestId: randomUUID(), units: [], ...given };
      return callUnary('ImportTerritory', stub.importTerritory.bind(stub), request, DEADLINE_MS);
    },
    getOfficer: (officerId: string) => callUnary('GetOfficer', stub.getOfficer.bind(stub), { officerId }, DEADLINE_MS),
    findResponsibleOfficer: (hromadaCode: string, starostaDistrictCode = '') =>
      callUnary(
        'FindResponsibleOfficer',
        stub.findResponsibleOfficer.bind(stub),
        { hromadaCode, starostaDistrictCode },
        DEADLINE_MS,
      ),
    getCoverage: (oblastCode = '') =>
      callUnary('GetCoverage', stub.getCoverage.bind(stub), { oblastCode }, DEADLINE_MS),
    close: () => stub.close(),
  };
}

export function beat(hromadaCode: string, starostaDistrictCode = '') {
  return { hromadaCode, starostaDistrictCode };
}
