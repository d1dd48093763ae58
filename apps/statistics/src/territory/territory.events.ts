import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { territoryChanged, territoryUnitListed } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState, onSum } from '../counting/module.ts';
import { saveMergers } from './mergers.store.ts';
import { saveUnits } from './territory.store.ts';

/**
 * Figures can be queried for a hromada that the registry took from the codifier. Only these events list units. Mergers
 * are stored beside the figures and joined by readers, so that no order of events matters.
 */
export const TERRITORY_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onState(territoryUnitListed, (messages) => [saveUnits(messages)], { commutes: true }),
    onSum(territoryChanged, (events) => {
      const mergers = events.filter(({ message: { kind } }) => kind === TerritoryChangeKind.MERGED);
      return mergers.length === 0
        ? []
        : [saveMergers(mergers.map(({ message, knownOn }) => ({ ...message, knownOn })))];
    }),
  ],
};
