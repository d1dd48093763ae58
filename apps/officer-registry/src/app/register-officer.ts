import { RegisterOfficerResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { register, type Registration } from '../domain/registration.ts';
import { factOfRegistration } from './facts.ts';
import type { OfficerStore, Origin, PatrolUnitStore } from './ports.ts';
import { outcomeOf } from './refusals.ts';

export interface RegistrationPorts {
  readonly officers: OfficerStore;
  readonly patrolUnits: PatrolUnitStore;
  readonly origin: Origin;
  readonly unitOfWork: UnitOfWork;
}

/** Adds an officer from a checked registration. */
export async function registerOfficer(
  { officers, patrolUnits, origin, unitOfWork }: RegistrationPorts,
  key: RequestKey,
  registration: Registration,
): Promise<RegisterOfficerResponse> {
  return unitOfWork.run(key, RegisterOfficerResponse, async (em) => {
    const now = origin.now();
    const { patrolUnitCode } = registration;
    const unit = patrolUnitCode === '' ? undefined : await patrolUnits.find(em, patrolUnitCode);
    const officer = outcomeOf(register(registration, unit, origin.newId(now), now));
    await officers.add(em, officer);
    return {
      response: { officerId: officer.officerId },
      events: [factOfRegistration(officer, unit?.oblastCode ?? '')],
    };
  });
}
