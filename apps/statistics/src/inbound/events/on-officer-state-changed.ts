import type { OfficerStateChanged } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerStateChanged } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { PatrolBook, StateBook } from '../../app/ports.ts';
import type { StateChange } from '../../domain/officer-state.ts';
import { UncountableEvent } from '../../domain/uncountable-event.ts';
import { toOfficerState } from '../grpc/enums.ts';
import { onCounted } from './on-counted.ts';

/** An officer went on leave, came back, was dismissed: whether the officer counts follows from the state of now. */
export function onOfficerStateChanged(states: StateBook, patrol: PatrolBook): EventHandler {
  return onCounted(officerStateChanged, async (em, messages) => {
    await states.note(em, messages.map(toChange));
    // Who was in training at the registration was not taken onto the strength then.
    await patrol.noteOfficers(
      em,
      messages.filter(({ kind }) => kind === OfficerKind.PATROL),
    );
  });
}

function toChange({ officerId, state: number }: OfficerStateChanged): StateChange {
  const state = toOfficerState(number);
  if (state === undefined) throw new UncountableEvent('state is unknown');
  return { officerId, state };
}
