import {
  officerAssigned,
  officerStateChanged,
  starostaDistrictDefined,
  territoryChanged,
  territoryUnitListed,
  type NewEvent,
} from '@safe-community/events';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import type { TestNats } from '@safe-community/testkit';
import { ledgerService } from '@safe-community/testkit/ledger';
import { VINNYTSIA, VINNYTSIA_OBLAST } from './messages.ts';

/** The registry as the intake sees it: a real ledger whose relay publishes to the broker. */
export interface RegistryLedger {
  tell(...events: readonly NewEvent[]): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startRegistryLedger(nats: TestNats): Promise<RegistryLedger> {
  const logger = createLogger({ service: 'officer-registry', level: 'silent' });
  const ledger = await ledgerService({
    identity: 'officer-registry',
    domain: 'officers',
    nats,
    start: (parts, config) => startService({ ...parts, logger }, config),
  });
  await ledger.start();
  return { tell: (...events) => ledger.emit(events), stop: () => ledger.stop() };
}

export interface Part {
  readonly officerId: string;
  /** Empty for an event of the time before assignments had ids. */
  readonly assignmentId?: string;
  readonly beatId?: string;
  readonly startsAt?: Date;
  readonly endsAt?: Date;
  readonly deputyOrder?: number;
  readonly role?: AssignmentRole;
  readonly state?: OfficerState;
  readonly hromadaCode?: string;
  readonly districtCode?: string;
}

/** By default the active primary of Vinnytsia. */
export function assigned(part: Part): NewEvent {
  const { officerId, role = AssignmentRole.PRIMARY, state = OfficerState.ACTIVE } = part;
  const { hromadaCode = VINNYTSIA, districtCode = '' } = part;
  const oblastCode = VINNYTSIA_OBLAST;
  const beat = { hromadaCode, starostaDistrictCode: districtCode };
  const { assignmentId = '', beatId = '', deputyOrder = 0, startsAt = new Date(), endsAt } = part;
  const message = {
    officerId,
    beat,
    role,
    state,
    oblastCode,
    assignedTime: startsAt,
    assignmentId,
    beatId,
    deputyOrder,
    endTime: endsAt,
  };
  return officerAssigned.create(message, { oblastCode, hromadaCode });
}

/** A community officer changed the state. */
export function stateChanged(officerId: string, state: OfficerState): NewEvent {
  const message = {
    officerId,
    kind: OfficerKind.COMMUNITY,
    formerState: OfficerState.ACTIVE,
    state,
    patrolUnitCode: '',
    oblastCode: VINNYTSIA_OBLAST,
    changedTime: new Date(),
  };
  return officerStateChanged.create(message, { oblastCode: VINNYTSIA_OBLAST });
}

export function listed(code: string, oblastCode: string): NewEvent {
  const message = { code, name: 'Ялта', category: 'H', oblastCode, raionCode: '' };
  return territoryUnitListed.create(message, { oblastCode, hromadaCode: code });
}

export function merged(code: string, successorCode: string, effectiveDate: string): NewEvent {
  const message = { code, kind: TerritoryChangeKind.MERGED, effectiveDate, exact: true, name: '', successorCode };
  const place = { hromadaCode: code, oblastCode: VINNYTSIA_OBLAST };
  return territoryChanged.create({ ...message, ...place }, place);
}

export function defined(starostaDistrictCode: string, settlementCodes: string[], validFrom: string): NewEvent {
  const place = { hromadaCode: VINNYTSIA, oblastCode: VINNYTSIA_OBLAST };
  return starostaDistrictDefined.create({ starostaDistrictCode, settlementCodes, validFrom, ...place }, place);
}
