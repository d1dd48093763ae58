import { territoryUnitListed } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState } from '../counting/module.ts';
import { forgetUnits, saveUnits } from './territory.store.ts';

/** Figures can be queried for a hromada that the registry took from the codifier. Only these events list units. */
export const TERRITORY_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [onState(territoryUnitListed, (messages) => [saveUnits(messages)], { commutes: true })],
  forget: forgetUnits,
};
