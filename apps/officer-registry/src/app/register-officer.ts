import { RegisterOfficerResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { recorded, type RequestKey } from '@safe-community/ledger';
import { register, type Registration } from '../domain/registration.ts';
import { factOfRegistration } from './facts.ts';
import type { OfficerRegister, Origin, PatrolUnitStore } from './ports.ts';
import { outcomeOf } from './refusals.ts';

export interface RegistrationPorts {
  readonly register: OfficerRegister;
  readonly patrolUnits: PatrolUnitStore;
  readonly origin: Origin;
}

/** Adds an officer from a checked registration. */
export async function registerOfficer(
  ports: RegistrationPorts,
  key: RequestKey,
  registration: Registration,
): Promise<RegisterOfficerResponse> {
  const { patrolUnitCode } = registration;
  const unit = patrolUnitCode === '' ? undefined : await ports.patrolUnits.find(patrolUnitCode);
  const now = ports.origin.now();
  const officer = outcomeOf(register(registration, unit, ports.origin.newId(now), now));
  const kept = await ports.register.commit({
    key,
    response: RegisterOfficerResponse.encode({ officerId: officer.officerId }).finish(),
    officer,
    about: [officer.officerId],
    events: [recorded(factOfRegistration(officer, unit?.oblastCode ?? ''))],
  });
  return RegisterOfficerResponse.decode(kept);
}
