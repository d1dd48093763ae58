import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { retryTransient } from './retry-transient.ts';
import type { PlannedPatrolOfficer, PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;

/** Registers the patrol units and their officers. Returns the officer ids of each unit, in order. */
export async function setUpPatrol({ officers }: Connection, units: readonly PlannedUnit[]): Promise<string[][]> {
  await inParallel(units, AT_ONCE, ({ code, oblastCode, nameUk, nameEn }) =>
    retryTransient(() =>
      officers.registerPatrolUnit({
        requestId: requestIdOf(`unit ${code}`),
        patrolUnitCode: code,
        oblastCode,
        nameUk,
        nameEn,
        demonstration: true,
      }),
    ),
  );
  const all = units.flatMap((unit) => unit.officers.map((officer) => ({ unit, officer })));
  const ids = await inParallel(all, AT_ONCE, async ({ unit, officer }) => {
    const { officerId } = await retryTransient(() => officers.registerOfficer(registration(unit, officer)));
    return officerId;
  });
  return units.map((unit) => ids.splice(0, unit.officers.length));
}

function registration({ code }: PlannedUnit, { serviceNumber, fullName, phone }: PlannedPatrolOfficer) {
  return {
    requestId: requestIdOf(`register ${serviceNumber}`),
    kind: OfficerKind.PATROL,
    state: OfficerState.ACTIVE,
    fullName,
    serviceNumber,
    phone,
    patrolUnitCode: code,
    servicePlaceCode: '',
    demonstration: true,
  };
}
