import { cameraIssued } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { PatrolBook } from '../../app/ports.ts';
import { onCounted } from './on-counted.ts';

/** A camera went to a patrol officer. */
export function onCameraIssued(patrol: PatrolBook): EventHandler {
  return onCounted(cameraIssued, (em, messages) => patrol.noteIssues(em, messages));
}
