import { officerStateChanged } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { StrengthBook } from '../../app/ports.ts';
import { patrolOfficersOf } from './patrol-officers-of.ts';

/** An officer went on leave, came back, was dismissed: only active patrol officers are on the strength of their unit. */
export function onOfficerStateChanged(strength: StrengthBook): EventHandler {
  return on(officerStateChanged, (em, heard) => strength.noteOfficers(em, patrolOfficersOf(heard)));
}
