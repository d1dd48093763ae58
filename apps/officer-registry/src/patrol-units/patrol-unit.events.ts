import { patrolUnitRegistered, type NewEvent } from '@safe-community/events';
import type { PatrolUnit } from './patrol-unit.ts';

export function registeredEvent(unit: PatrolUnit): NewEvent {
  return patrolUnitRegistered.create(unit, { oblastCode: unit.oblastCode });
}
