import { territoryUnitListed } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { TerritoryBook } from '../incident/ports.app.ts';

/** The registry took a hromada from the codifier: from now on reports may name it. */
export function onTerritoryUnitListed(territory: TerritoryBook): EventHandler {
  return on(territoryUnitListed, (em, heard) =>
    territory.note(
      em,
      heard.map(({ message: { code, oblastCode } }) => ({ code, oblastCode })),
    ),
  );
}
