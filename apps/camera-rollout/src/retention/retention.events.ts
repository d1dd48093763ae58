import {
  recordingDeleted,
  recordingExpired,
  recordingExpiryAnnounced,
  recordingExpiryCancelled,
  recordingFrozen,
  recordingRestored,
  recordingUnfrozen,
  retentionPolicySet,
  type NewEvent,
} from '@safe-community/events';
import { isSensitive } from '../incidents/module.ts';
import type { RetainedRecording, TakenStep } from './expiry.store.ts';
import type { HoldKind } from './hold.ts';
import { causeNumber, clockNumber, type FreezeCauseName } from './retention.mapping.ts';
import type { RetentionPolicy } from './retention-policy.ts';

// Events contain ids, codes and days: no person and no text.

export function policySetEvent({ category, clock, validFrom, days, confirmed }: RetentionPolicy): NewEvent {
  return retentionPolicySet.create({ category, clock: clockNumber(clock), validFrom, days, confirmed }, {});
}

export function stepEvent({ recording, step }: TakenStep, at: Date): NewEvent {
  const own = named(recording);
  switch (step.kind) {
    case 'announce': {
      const { expiresOn } = step;
      const { category } = recording;
      return recordingExpiryAnnounced.create({ ...own, category, expiresOn, announcedTime: at }, recording);
    }
    case 'cancel': {
      return recordingExpiryCancelled.create({ ...own, cancelledTime: at }, recording);
    }
    case 'expire': {
      const { restorableUntil } = step;
      const { category } = recording;
      return recordingExpired.create({ ...own, category, restorableUntil, expiredTime: at }, recording);
    }
    case 'restore': {
      return recordingRestored.create({ ...own, restoredTime: at }, recording);
    }
    case 'delete': {
      const { storeReference, sha256 } = recording;
      return recordingDeleted.create({ ...own, storeReference, sha256, deletedTime: at }, recording);
    }
  }
}

export type Named = Pick<RetainedRecording, 'recordingId' | 'oblastCode' | 'hromadaCode'>;

/** What freezes a recording: a hold, a request, or an incident, by its id. */
export interface Cause {
  readonly cause: FreezeCauseName;
  readonly causeId: string;
}

export function causeOfHold({ kind, holdId }: { readonly kind: HoldKind; readonly holdId: string }): Cause {
  return { cause: kind === 'case' ? 'case' : 'legal_hold', causeId: holdId };
}

export function causeOfRequest({ footageRequestId }: { readonly footageRequestId: string }): Cause {
  return { cause: 'request', causeId: footageRequestId };
}

/** No event says which recording shows a sensitive incident. */
export function causeOfIncident({
  incidentId,
  category,
}: {
  readonly incidentId: string;
  readonly category: string;
}): Cause {
  return { cause: 'incident', causeId: isSensitive(category) ? '' : incidentId };
}

export function frozenEvent(recording: Named, { cause, causeId }: Cause, at: Date): NewEvent {
  return recordingFrozen.create({ ...named(recording), cause: causeNumber(cause), causeId, frozenTime: at }, recording);
}

export function unfrozenEvent(recording: Named, { cause, causeId }: Cause, at: Date): NewEvent {
  return recordingUnfrozen.create(
    { ...named(recording), cause: causeNumber(cause), causeId, unfrozenTime: at },
    recording,
  );
}

function named({ recordingId, oblastCode, hromadaCode }: Named) {
  return { recordingId, oblastCode, hromadaCode };
}
