import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { command, type Rpc } from '@safe-community/service-kit';
import { isFirstLevel } from '../territory/module.ts';
import { registeredEvent } from './patrol-unit.events.ts';
import { addPatrolUnit } from './patrol-unit.store.ts';
import { checkPatrolUnit } from './patrol-unit.ts';

const registerPatrolUnit = command(OfficerRegistryServiceService.registerPatrolUnit, {
  parse({ request: { patrolUnitCode, oblastCode, nameUk, nameEn }, fields }) {
    const unit = { patrolUnitCode, oblastCode, nameUk, nameEn };
    fields.check(checkPatrolUnit(unit, isFirstLevel(oblastCode)));
    return unit;
  },
  decide: ({ command: unit }) => unit,
  // The primary key detects a code that is taken.
  save: ({ tx, change }) => addPatrolUnit(tx, change),
  events: ({ saved: unit }) => [registeredEvent(unit)],
  subjects: ({ saved: { patrolUnitCode } }) => [patrolUnitCode],
  reply: ({ saved: { patrolUnitCode } }) => ({ patrolUnitCode }),
});

export const PATROL_UNIT_COMMANDS: readonly Rpc[] = [registerPatrolUnit];
