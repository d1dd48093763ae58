import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { patiently } from './patiently.ts';
import type { PlannedPatrolOfficer, PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';

/** Calls in flight: more only wait in the service. */
const AT_ONCE = 32;

/** Registers the patrol units and their officers. Returns the ids of the officers of each unit, in their order. */
export async function setUpPatrol({ officers }: Connection, units: readonly PlannedUnit[]): Promise<string[][]> {
  await inParallel(units, AT_ONCE, ({ code, oblastCode, nameUk, nameEn }) =>
    patiently(() =>
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
    const { officerId } = await patiently(() => officers.registerOfficer(registration(unit, officer)));
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
    demonstration: true,
  };
}
