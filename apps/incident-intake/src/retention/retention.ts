import { notFound, preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';

/** Why the personal data of an incident must stay, whatever is due or requested. */
export interface LegalHold {
  readonly holdId: string;
  /** Not encrypted, since it stays: it contains nothing personal. */
  readonly ground: string;
  readonly placedAt: Date;
  /** Name of the calling system. */
  readonly system: string;
  /** The person there; empty if the system named none. */
  readonly actingUser: string;
  readonly released: Release | undefined;
}

export interface Release {
  readonly at: Date;
  readonly ground: string;
}

/** Several holds may be in force at a time. */
export function placeHold(incident: IncidentCase, holdId: string, at: Date): Decision<CaseChange> {
  if (incident.erasedAt !== undefined) {
    return preconditionFailed(
      'PERSONAL_DATA_ERASED',
      'the personal data of the incident was erased: there is nothing left to hold',
    );
  }
  const held = { ...incident, legalHold: true };
  return { incident: held, kind: 'legal-hold-placed', happenedAt: at, details: { hold_id: holdId } };
}

/** @param inForce the holds in force before the release. */
export function releaseHold(
  incident: IncidentCase,
  holdId: string,
  inForce: readonly string[],
  at: Date,
): Decision<CaseChange> {
  if (!inForce.includes(holdId)) return notFound('legal hold in force');
  const legalHold = inForce.some((other) => other !== holdId);
  const released = { ...incident, legalHold };
  return { incident: released, kind: 'legal-hold-released', happenedAt: at, details: { hold_id: holdId } };
}

/** The cause of an erasure: the policy of the category, or a request on this ground. */
export type Occasion = { readonly scheduled: true } | { readonly scheduled: false; readonly ground: string };

/** Erases an incident that was not erased before. Its schedule is set when it ends: an open one has none. */
export function erase(incident: IncidentCase, occasion: Occasion, at: Date): Decision<CaseChange> {
  if (incident.legalHold) return preconditionFailed('LEGAL_HOLD', 'a legal hold is in force: nothing may be erased');
  if (incident.eraseAt === undefined) {
    return preconditionFailed(
      'INCIDENT_OPEN',
      `the incident is in state ${incident.state}: it must be closed, rejected or a duplicate first`,
    );
  }
  return {
    incident: { ...incident, erasedAt: at },
    kind: 'personal-data-erased',
    happenedAt: at,
    details: occasion.scheduled ? { scheduled: 'true' } : { scheduled: 'false', ground: occasion.ground },
  };
}
