import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { planCommunityOfficers, type PlannedOfficer } from './community-officers.ts';
import { inParallel } from './in-parallel.ts';
import { retryTransient } from './retry-transient.ts';
import { requestIdOf } from './request-id.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;

/** Registers invented community officers and gives each a beat. Returns how many. */
export async function setUpCommunityOfficers(
  { officers }: Connection,
  planned: readonly PlannedOfficer[] = planCommunityOfficers(),
): Promise<number> {
  await inParallel(planned, AT_ONCE, async (officer) => {
    const { officerId } = await retryTransient(() => officers.registerOfficer(registration(officer)));
    await retryTransient(() =>
      officers.assignOfficer({
        requestId: requestIdOf(`assign ${officer.serviceNumber}`),
        officerId,
        beat: { hromadaCode: officer.hromadaCode, starostaDistrictCode: officer.starostaDistrictCode },
        role: AssignmentRole.PRIMARY,
        beatId: '',
        startTime: undefined,
        endTime: undefined,
        deputyOrder: 0,
      }),
    );
  });
  return planned.length;
}

function registration({ serviceNumber, fullName, phone }: PlannedOfficer) {
  return {
    requestId: requestIdOf(`register ${serviceNumber}`),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName,
    serviceNumber,
    phone,
    patrolUnitCode: '',
    servicePlaceCode: '',
    demonstration: true,
  };
}
