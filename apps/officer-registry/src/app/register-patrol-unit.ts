import { RegisterPatrolUnitResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import type { PatrolUnit } from '../domain/patrol-unit.ts';
import { factOfPatrolUnit } from './facts.ts';
import type { PatrolUnitStore } from './ports.ts';

export interface PatrolUnitPorts {
  readonly patrolUnits: PatrolUnitStore;
  readonly unitOfWork: UnitOfWork;
}

/** Adds a checked patrol unit. */
export async function registerPatrolUnit(
  { patrolUnits, unitOfWork }: PatrolUnitPorts,
  key: RequestKey,
  unit: PatrolUnit,
): Promise<RegisterPatrolUnitResponse> {
  return unitOfWork.run(key, RegisterPatrolUnitResponse, async (em) => {
    await patrolUnits.add(em, unit);
    const { patrolUnitCode } = unit;
    return { response: { patrolUnitCode }, events: [factOfPatrolUnit(unit)], about: [patrolUnitCode] };
  });
}
