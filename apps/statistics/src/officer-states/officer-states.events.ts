import type { OfficerStateChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerStateChanged } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState, UncountableEvent } from '../counting/module.ts';
import { toOfficerState } from './officer-state.mapping.ts';
import type { StateChange } from './officer-state.ts';
import { forgetStates, saveStates } from './officer-states.store.ts';

/** Only these events change the table of states: they commute with events of other kinds. */
export const OFFICER_STATE_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [onState(officerStateChanged, (messages) => [saveStates(messages.map(toChange))], { commutes: true })],
  forget: forgetStates,
};

function toChange({ officerId, state: number }: OfficerStateChanged): StateChange {
  const state = toOfficerState(number);
  if (state === undefined) throw new UncountableEvent('state is unknown');
  return { officerId, state };
}
