import { officerRegistered } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { StrengthBook } from '../../app/ports.ts';
import { patrolOfficersOf } from './patrol-officers-of.ts';

/** The registry has a new officer: patrol officers may be on the strength of their unit. */
export function onOfficerRegistered(strength: StrengthBook): EventHandler {
  return on(officerRegistered, (em, heard) => strength.noteOfficers(em, patrolOfficersOf(heard)));
}
