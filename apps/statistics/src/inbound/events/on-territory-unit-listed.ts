import { territoryUnitListed } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { TerritoryBook } from '../../app/ports.ts';
import { onCounted } from './on-counted.ts';

/** The registry took a hromada from the codifier: figures may be asked for it. */
export function onTerritoryUnitListed(territory: TerritoryBook): EventHandler {
  return onCounted(territoryUnitListed, (em, messages) => territory.note(em, messages));
}
