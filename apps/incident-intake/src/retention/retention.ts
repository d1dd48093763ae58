import { preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/incident-case.ts';

const ERASED: Refusal = preconditionFailed(
  'PERSONAL_DATA_ERASED',
  'the personal data of the incident was erased: there is nothing left to hold',
);

/** Several may be in force at a time. */
export function placeHold(incident: IncidentCase, holdId: string, at: Date): Decision<CaseChange> {
  if (incident.erasedAt !== undefined) return ERASED;
  const held = { ...incident, legalHold: true };
  return { incident: held, kind: 'legal-hold-placed', happenedAt: at, details: { hold_id: holdId } };
}

/** @param inForce the holds that are in force before the release, this one among them. */
export function releaseHold(incident: IncidentCase, holdId: string, inForce: readonly string[], at: Date): CaseChange {
  const legalHold = inForce.some((other) => other !== holdId);
  const released = { ...incident, legalHold };
  return { incident: released, kind: 'legal-hold-released', happenedAt: at, details: { hold_id: holdId } };
}

/** What led to an erasure: the policy of the category, or a request on this ground. */
export type Occasion = { readonly scheduled: true } | { readonly scheduled: false; readonly ground: string };

/** Of an incident that was not erased before. The time of its schedule is set when it ends: what has none is open. */
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
