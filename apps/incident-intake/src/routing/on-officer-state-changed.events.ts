import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerStateChanged } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { BeatBook } from '../incident/ports.app.ts';

/** An officer is away, back, or gone for ever: the deputy answers, or does no more. */
export function onOfficerStateChanged(beats: BeatBook): EventHandler {
  return on(officerStateChanged, (em, heard) =>
    beats.noteService(
      em,
      heard.map(({ message: { officerId, state } }) => ({
        officerId,
        active: state === OfficerState.ACTIVE,
        dismissed: state === OfficerState.DISMISSED,
      })),
    ),
  );
}
