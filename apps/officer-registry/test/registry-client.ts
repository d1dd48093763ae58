import { randomUUID } from 'node:crypto';
import { AssignmentServiceService as Assignments } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import {
  BeatServiceService as Beats,
  type SetNormRequest,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  OfficerRegistryServiceService as Registry,
  type AssignOfficerRequest,
  type ChangeOfficerStateRequest,
  type FindResponsibleOfficerRequest,
  type RegisterOfficerRequest,
  type RegisterPatrolUnitRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { testClient } from '@safe-community/testkit';

export const VINNYTSKA_OBLAST = 'UA05000000000010236';
export const VINNYTSIA = 'UA05020030000031457';

let numbers = 0;

export type RegistryClient = ReturnType<typeof registryClient>;

/** Every call of the contract, with valid fields unless a test gives others. `nats` is a caller without a scope. */
export function registryClient(port: number, identity: 'client' | 'nats' = 'client') {
  const calls = testClient({ ...Registry, ...Beats, ...Assignments }, port, identity);
  return {
    ...calls,
    registerOfficer(given: Partial<RegisterOfficerRequest> = {}) {
      numbers += 1;
      return calls.registerOfficer({
        kind: OfficerKind.COMMUNITY,
        state: OfficerState.ACTIVE,
        fullName: 'Петренко Марія Іванівна',
        serviceNumber: `TEST-${numbers}`,
        phone: '+380501112233',
        ...given,
      });
    },
    registerPatrolUnit(given: Partial<RegisterPatrolUnitRequest> = {}) {
      numbers += 1;
      return calls.registerPatrolUnit({
        patrolUnitCode: `unit-${numbers}`,
        oblastCode: VINNYTSKA_OBLAST,
        nameUk: 'Управління патрульної поліції у Вінницькій області',
        nameEn: 'Patrol Police in Vinnytska oblast',
        ...given,
      });
    },
    assignOfficer: (given: Partial<AssignOfficerRequest>) =>
      calls.assignOfficer({
        officerId: randomUUID(),
        ...('beatId' in given ? {} : { beat: beat(VINNYTSIA) }),
        role: AssignmentRole.PRIMARY,
        ...given,
      }),
    changeOfficerState: (given: Partial<ChangeOfficerStateRequest>, actingUser?: string) =>
      calls.changeOfficerState(
        { officerId: randomUUID(), state: OfficerState.ON_LEAVE, ...given },
        actingUser === undefined ? {} : { actingUser },
      ),
    /** With the token of its preview, unless a test gives another. */
    setNorm: async (given: Partial<SetNormRequest>) => {
      if (given.norm === undefined || given.previewToken !== undefined) return calls.setNorm(given);
      const { previewToken } = await calls.previewNorm({ norm: given.norm });
      return calls.setNorm({ ...given, previewToken });
    },
    getOfficer: (officerId: string) => calls.getOfficer({ officerId }),
    findResponsibleOfficer: (
      hromadaCode: string,
      starostaDistrictCode = '',
      more: Partial<FindResponsibleOfficerRequest> = {},
    ) => calls.findResponsibleOfficer({ hromadaCode, starostaDistrictCode, ...more }),
    getCoverage: (oblastCode = '') => calls.getCoverage({ oblastCode }),
  };
}

export function beat(hromadaCode: string, starostaDistrictCode = '') {
  return { hromadaCode, starostaDistrictCode };
}
