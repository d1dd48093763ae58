import { DomesticViolenceServiceService as Violence } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { isRefused } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom } from '../incident/module.ts';
import { insertReferral, insertVisit, saveAcceptance, saveVisit } from './case-parts.store.ts';
import { caseStep, type CaseSteps } from './case-step.commands.ts';
import { checkDue, checkFinding, recordVisit, type FollowUpVisit } from './follow-up-visit.ts';
import { acceptReferral, checkRequest, type Referral } from './referral.ts';
import { referralAcceptedEvent, victimReferredEvent, visitRecordedEvent } from './violence.events.ts';

/** Requests help from the social service of the incident's hromada. */
const refer = caseStep(Violence.referVictim, {
  parse: ({ fields }) => fields.text('request', checkRequest),
  decide({ violence, incident: { hromadaCode }, command: request, now, newId }) {
    const full = checkRoom('referrals', violence.referrals.length);
    if (full !== undefined) return full;
    const part: Referral = { referralId: newId(), hromadaCode, referredAt: now, request, acceptedAt: undefined };
    return { kind: 'victim-referred', details: { referral_id: part.referralId }, part };
  },
  save: ({ tx, part: referral, incident: { incidentId }, deps: { keyring } }) =>
    insertReferral(tx, keyring, incidentId, referral),
  events: ({ part: referral, incident }) => [victimReferredEvent(referral, incident)],
  reply: ({ version, part: { referralId } }) => ({ version, referralId }),
});

/** The social service has accepted a referral. */
const accept = caseStep(Violence.acceptReferral, {
  parse: ({ fields }) => fields.uuid('referral_id'),
  decide({ violence, command: referralId, now }) {
    const part = acceptReferral(violence.referrals, referralId, now);
    return isRefused(part) ? part : { kind: 'referral-accepted', details: { referral_id: referralId }, part };
  },
  save: ({ tx, part: referral }) => saveAcceptance(tx, referral),
  events: ({ part: referral, incident }) => [referralAcceptedEvent(referral, incident)],
  reply: ({ version }) => ({ version }),
});

const plan = caseStep(Violence.planVisit, {
  parse({ fields, clock }) {
    const dueAt = fields.time('due_time');
    // Only a time that was given and is valid can be compared.
    if (fields.violations.length === 0) fields.check(checkDue(dueAt, clock.now()));
    return dueAt;
  },
  decide({ violence, command: dueAt, newId }) {
    const full = checkRoom('follow_up_visits', violence.visits.length);
    if (full !== undefined) return full;
    const part: FollowUpVisit = { visitId: newId(), dueAt, doneAt: undefined, finding: '' };
    return { kind: 'visit-planned', details: { visit_id: part.visitId }, part };
  },
  save: ({ tx, part: visit, incident }) => insertVisit(tx, incident, visit),
  reply: ({ version, part: { visitId } }) => ({ version, visitId }),
});

const record = caseStep(Violence.recordVisit, {
  parse: ({ fields }) => ({
    visitId: fields.uuid('visit_id'),
    doneAt: fields.optionalTime('done_time'),
    finding: fields.text('finding', checkFinding),
  }),
  decide({ violence, command: report, now }) {
    const part = recordVisit(violence, report, now);
    return isRefused(part) ? part : { kind: 'visit-recorded', details: { visit_id: part.visitId }, part };
  },
  save: ({ tx, part: visit, incident: { incidentId }, deps: { keyring } }) => saveVisit(tx, keyring, incidentId, visit),
  events: ({ part: visit, incident }) => [visitRecordedEvent(visit, incident)],
  reply: ({ version }) => ({ version }),
});

/** Help and visits after the incident. */
export const FOLLOW_UP_COMMANDS: readonly Rpc<CaseSteps>[] = [refer, accept, plan, record];
