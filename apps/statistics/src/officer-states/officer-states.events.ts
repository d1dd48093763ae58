import type { OfficerStateChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerStateChanged } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onCounted, UncountableEvent } from '../counting/module.ts';
import { toOfficerState } from './officer-state.mapping.ts';
import type { StateChange } from './officer-state.ts';
import { forgetStates, saveStates } from './officer-states.store.ts';

export const OFFICER_STATE_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [onCounted(officerStateChanged, (tx, messages) => saveStates(tx, messages.map(toChange)))],
  forget: forgetStates,
};

function toChange({ officerId, state: number }: OfficerStateChanged): StateChange {
  const state = toOfficerState(number);
  if (state === undefined) throw new UncountableEvent('state is unknown');
  return { officerId, state };
}
