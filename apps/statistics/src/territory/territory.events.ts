import type { TerritoryChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { territoryChanged, territoryUnitListed } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import type { ControlStatus } from '@safe-community/territory';
import { onState, onSum, type Known } from '../counting/module.ts';
import { saveControlChanges } from './control.store.ts';
import { saveMergers } from './mergers.store.ts';
import { saveUnits } from './territory.store.ts';

/**
 * Figures can be queried for a hromada that the registry took from the codifier. Only these events list units. Mergers
 * and statuses are stored beside the figures and joined by readers, so that no order of events matters.
 */
export const TERRITORY_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onState(territoryUnitListed, (messages) => [saveUnits(messages)], { commutes: true }),
    onSum(territoryChanged, (events) => {
      const mergers = events.filter(({ message: { kind } }) => kind === TerritoryChangeKind.MERGED);
      const statuses = events.flatMap(toControlChange);
      return [
        ...(mergers.length === 0
          ? []
          : [saveMergers(mergers.map(({ message, knownOn }) => ({ ...message, knownOn })))]),
        ...(statuses.length === 0 ? [] : [saveControlChanges(statuses)]),
      ];
    }),
  ],
};

const STATUSES: ReadonlyMap<TerritoryChangeKind, ControlStatus> = new Map([
  [TerritoryChangeKind.CONTROLLED, 'controlled'],
  [TerritoryChangeKind.FRONTLINE, 'frontline'],
  [TerritoryChangeKind.OCCUPIED, 'occupied'],
  [TerritoryChangeKind.LIBERATED, 'liberated'],
]);

/** Of whole hromadas: people are not known of their parts. */
function toControlChange({ message, knownOn }: Known<TerritoryChanged>) {
  const { code, kind, effectiveDate: date, exact: isExact, hromadaCode } = message;
  const status = STATUSES.get(kind);
  return status === undefined || code !== hromadaCode ? [] : [{ code, status, date, isExact, knownOn }];
}
