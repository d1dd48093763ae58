import type { CustodyActor, NewCustodyEntry } from '../custody/module.ts';
import type { ExpiryStep } from './expiry.ts';
import type { Hold } from './hold.ts';

/** The service itself. */
export const OWN_WORK: CustodyActor = { system: 'camera-rollout', edrpou: '', actingUser: '', purpose: '' };

/** Who did it, when, why, and from where. */
export interface Act {
  readonly at: Date;
  readonly actor: CustodyActor;
  /** Empty for the work of the service. */
  readonly reason: string;
  /** Empty if only the calling system is known, as for the work of the service. */
  readonly place?: string;
}

/** A step as the chain of custody of its recording says it. */
export interface ChainedStep {
  readonly recording: { readonly recordingId: string; readonly storeReference: string; readonly sha256: string };
  readonly step: ExpiryStep;
}

export function entryOfStep({ recording, step }: ChainedStep, act: Act): NewCustodyEntry {
  const { recordingId, storeReference, sha256 } = recording;
  const entry = { recordingId, ...act };
  switch (step.kind) {
    case 'announce': {
      return { ...entry, kind: 'expiry_announced', facts: { expires_on: step.expiresOn } };
    }
    case 'cancel': {
      return { ...entry, kind: 'expiry_cancelled' };
    }
    case 'expire': {
      return { ...entry, kind: 'expired', facts: { restorable_until: step.restorableUntil } };
    }
    case 'restore': {
      return { ...entry, kind: 'restored' };
    }
    case 'delete': {
      return { ...entry, kind: 'deleted', facts: { store_reference: storeReference, sha256 } };
    }
  }
}

export function entryOfHold(recordingId: string, { holdId, kind }: Hold, act: Act): NewCustodyEntry {
  return { recordingId, ...act, kind: 'hold', facts: { hold_id: holdId, hold_kind: kind } };
}

export function entryOfRelease(recordingId: string, { holdId }: Hold, act: Act): NewCustodyEntry {
  return { recordingId, ...act, kind: 'release', facts: { hold_id: holdId } };
}

interface OfIncident {
  readonly recordingId: string;
  readonly incidentId: string;
}

export function entryOfIncident(
  kind: 'freeze' | 'unfreeze',
  { recordingId, incidentId }: OfIncident,
  at: Date,
): NewCustodyEntry {
  return { recordingId, at, actor: OWN_WORK, kind, facts: { incident_id: incidentId } };
}

interface OfRequest {
  readonly recordingId: string;
  readonly footageRequestId: string;
}

export function entryOfRequest(
  kind: 'freeze' | 'unfreeze',
  { recordingId, footageRequestId }: OfRequest,
  at: Date,
): NewCustodyEntry {
  return { recordingId, at, actor: OWN_WORK, kind, facts: { footage_request_id: footageRequestId } };
}
