import { patrolUnitRegistered } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { StrengthBook } from '../../app/ports.ts';

/** The registry has a new patrol unit: cameras can be delivered to it. */
export function onPatrolUnitRegistered(strength: StrengthBook): EventHandler {
  return on(patrolUnitRegistered, (em, heard) =>
    strength.noteUnits(
      em,
      heard.map(({ message: { patrolUnitCode, oblastCode, nameUk, nameEn, demonstration } }) => ({
        code: patrolUnitCode,
        oblastCode,
        nameUk,
        nameEn,
        demonstration,
      })),
    ),
  );
}
