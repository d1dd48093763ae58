import { DomesticViolenceServiceService as Violence } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { isRefused } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom, type IncidentSteps, type ReadPorts } from '../incident/module.ts';
import { insertReferral, insertVisit, saveAcceptance, saveVisit } from './case-parts.store.ts';
import { caseStep } from './case-step.commands.ts';
import { checkDue, checkFinding, recordVisit, type FollowUpVisit } from './follow-up-visit.ts';
import { acceptReferral, checkRequest, type Referral } from './referral.ts';
import { referralAcceptedEvent, victimReferredEvent, visitRecordedEvent } from './violence.events.ts';

/** Help and visits after the incident. */
export function followUpCommands(shared: IncidentSteps & Pick<ReadPorts, 'clock'>): Rpc[] {
  return [refer(shared), accept(shared), plan(shared), record(shared)];
}

/** Requests help from the social service of the incident's hromada. */
function refer(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.referVictim, {
    parse: (_request, fields) => fields.text('request', checkRequest),
    decide({ violence, incident: { hromadaCode }, now, newId }, request) {
      const full = checkRoom('referrals', violence.referrals.length);
      if (full !== undefined) return full;
      const part: Referral = { referralId: newId(), hromadaCode, referredAt: now, request, acceptedAt: undefined };
      return { kind: 'victim-referred', details: { referral_id: part.referralId }, part };
    },
    save: (tx, referral, { incidentId }) => insertReferral(tx, shared.keyring, incidentId, referral),
    events: (referral, incident) => [victimReferredEvent(referral, incident)],
    reply: ({ version, part: { referralId } }) => ({ version, referralId }),
  });
}

/** The social service has accepted a referral. */
function accept(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.acceptReferral, {
    parse: (_request, fields) => fields.uuid('referral_id'),
    decide({ violence, now }, referralId) {
      const part = acceptReferral(violence.referrals, referralId, now);
      return isRefused(part) ? part : { kind: 'referral-accepted', details: { referral_id: referralId }, part };
    },
    save: (tx, referral) => saveAcceptance(tx, referral),
    events: (referral, incident) => [referralAcceptedEvent(referral, incident)],
    reply: ({ version }) => ({ version }),
  });
}

function plan(shared: IncidentSteps & Pick<ReadPorts, 'clock'>): Rpc {
  return caseStep(shared, Violence.planVisit, {
    parse(_request, fields) {
      const dueAt = fields.time('due_time');
      // Only a time that was given and is valid can be compared.
      if (fields.violations.length === 0) fields.check(checkDue(dueAt, shared.clock.now()));
      return dueAt;
    },
    decide({ violence, newId }, dueAt) {
      const full = checkRoom('follow_up_visits', violence.visits.length);
      if (full !== undefined) return full;
      const part: FollowUpVisit = { visitId: newId(), dueAt, doneAt: undefined, finding: '' };
      return { kind: 'visit-planned', details: { visit_id: part.visitId }, part };
    },
    save: (tx, visit, incident) => insertVisit(tx, incident, visit),
    reply: ({ version, part: { visitId } }) => ({ version, visitId }),
  });
}

function record(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.recordVisit, {
    parse: (_request, fields) => ({
      visitId: fields.uuid('visit_id'),
      doneAt: fields.optionalTime('done_time'),
      finding: fields.text('finding', checkFinding),
    }),
    decide({ violence, now }, report) {
      const part = recordVisit(violence, report, now);
      return isRefused(part) ? part : { kind: 'visit-recorded', details: { visit_id: part.visitId }, part };
    },
    save: (tx, visit, { incidentId }) => saveVisit(tx, shared.keyring, incidentId, visit),
    events: (visit, incident) => [visitRecordedEvent(visit, incident)],
    reply: ({ version }) => ({ version }),
  });
}
