import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { importPeople } from './import-people.ts';
import { inParallel } from './in-parallel.ts';
import { retryTransient } from './retry-transient.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;

/** Registers the patrol units and imports their officers. Returns the officer ids of each unit, in order. */
export async function setUpPatrol(connection: Connection, units: readonly PlannedUnit[]): Promise<string[][]> {
  await inParallel(units, AT_ONCE, ({ code, oblastCode, nameUk, nameEn }) =>
    retryTransient(() =>
      connection.officers.registerPatrolUnit({
        requestId: requestIdOf(`unit ${code}`),
        patrolUnitCode: code,
        oblastCode,
        nameUk,
        nameEn,
      }),
    ),
  );
  const people = units.flatMap(({ code, officers }) =>
    officers.map((officer) => ({
      ...officer,
      kind: OfficerKind.PATROL,
      state: OfficerState.ACTIVE,
      patrolUnitCode: code,
    })),
  );
  const idOf = await importPeople(connection, 'patrol officers', people);
  return units.map(({ officers }) => officers.map(({ serviceNumber }) => idOf(serviceNumber)));
}
