import type {
  OfficerRegistered,
  OfficerStateChanged,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerRegistered, officerStateChanged } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onSum, UncountableEvent, type Known } from '../counting/module.ts';
import { toOfficerKind, toOfficerState } from './officer-state.mapping.ts';
import type { StateChange } from './officer-state.ts';
import { saveStates } from './officer-states.store.ts';
import { saveStages, type OfficerStage } from './stages.store.ts';

/**
 * Only changes of state write the table of states, and a registration is the first event of its officer: they commute
 * with events of other kinds.
 */
export const OFFICER_STATE_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onSum(officerRegistered, (events) =>
      saveStages(events.flatMap((event) => toStages(event, event.message.registeredTime))),
    ),
    onSum(officerStateChanged, (events) => [
      saveStates(events.map(({ message }) => toChange(message))),
      ...saveStages(events.flatMap((event) => toStages(event, event.message.changedTime))),
    ]),
  ],
};

/** Nothing where an earlier version left the time out, or of a kind that a later one added. */
function toStages(
  { message, knownOn }: Known<OfficerRegistered | OfficerStateChanged>,
  since: Date | undefined,
): OfficerStage[] {
  const { officerId, oblastCode } = message;
  const [kind, state] = [toOfficerKind(message.kind), toOfficerState(message.state)];
  if (since === undefined || kind === undefined || state === undefined) return [];
  return [{ officerId, since, kind, state, oblastCode, knownOn }];
}

function toChange({ officerId, state: number }: OfficerStateChanged): StateChange {
  const state = toOfficerState(number);
  if (state === undefined) throw new UncountableEvent('state is unknown');
  return { officerId, state };
}
