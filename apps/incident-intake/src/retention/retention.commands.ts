import { RetentionServiceService as Retention } from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { isRefused, latest, notFound } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import {
  actorOf,
  checkAccess,
  checkRoom,
  checkStatement,
  eventsOfStep,
  incidentStep,
  lockIncident,
  saveChange,
  type IncidentSteps,
} from '../incident/module.ts';
import { dataErasedEvent, holdChangedEvent } from './retention.events.ts';
import { countHolds, erasePersonalData, holdsInForce, insertHold, saveRelease } from './retention.store.ts';
import { erase, placeHold, releaseHold } from './retention.ts';

/** Grounds are not encrypted: they stay, and contain nothing personal. */
export function retentionCommands(shared: IncidentSteps): Rpc[] {
  return [placeLegalHold(shared), releaseLegalHold(shared), eraseOnRequest(shared)];
}

/** From now on nothing of the incident is erased. */
function placeLegalHold(shared: IncidentSteps): Rpc {
  return incidentStep(shared, Retention.placeLegalHold, {
    parse: (_request, fields, call) => ({ ground: fields.text('ground', checkStatement), actor: actorOf(call) }),
    load: (tx, { incidentId }) => countHolds(tx, incidentId),
    decide({ incident, loaded: count, now, newId }, { ground, actor }) {
      const full = checkRoom('legal_holds', count);
      if (full !== undefined) return full;
      const hold = { holdId: newId(), ground, placedAt: now, ...actor };
      const change = placeHold(incident, hold.holdId, now);
      return isRefused(change) ? change : { ...change, hold };
    },
    save: (tx, { before: { incidentId }, change: { hold } }) => insertHold(tx, incidentId, hold),
    events: ({ before, change: { hold }, now }) => [holdChangedEvent(before, hold.holdId, true, now)],
    reply: ({ change: { hold } }) => ({ holdId: hold.holdId }),
  });
}

/** Ends one hold; personal data that is due is erased once the last hold has ended. */
function releaseLegalHold(shared: IncidentSteps): Rpc {
  return incidentStep(shared, Retention.releaseLegalHold, {
    parse: (_request, fields) => ({
      holdId: fields.uuid('hold_id'),
      ground: fields.text('ground', checkStatement),
    }),
    load: (tx, { incidentId }) => holdsInForce(tx, incidentId),
    decide({ incident, loaded: inForce, now }, { holdId, ground }) {
      const change = releaseHold(incident, holdId, inForce, now);
      return isRefused(change) ? change : { ...change, holdId, ground };
    },
    save: (tx, { change: { holdId, ground }, now }) => saveRelease(tx, holdId, { at: now, ground }),
    events: ({ before, change: { holdId }, now }) => [holdChangedEvent(before, holdId, false, now)],
    reply: () => ({}),
  });
}

/**
 * Erases at the request of the person concerned. If the data is already erased, the response has the time of that
 * erasure and nothing changes, so this is not an `incidentStep`.
 */
function eraseOnRequest({ keyring }: IncidentSteps): Rpc {
  return command(Retention.erasePersonalData, {
    parse: (_request, fields, call) => ({
      incidentId: fields.uuid('incident_id'),
      ground: fields.text('ground', checkStatement),
      rights: call.rights,
    }),
    async load(tx, { incidentId, rights }) {
      const incident = await lockIncident(tx, incidentId);
      if (incident === undefined) return notFound('incident');
      return checkAccess(rights, incident, incidentId) ?? incident;
    },
    decide(incident, { ground }, { now }) {
      const { erasedAt, stateSince } = incident;
      if (erasedAt !== undefined) return { before: incident, erasedAt, change: undefined };
      const at = latest(stateSince, now);
      const change = erase(incident, { scheduled: false, ground }, at);
      return isRefused(change) ? change : { before: incident, erasedAt: at, change };
    },
    async save(tx, { before, erasedAt, change }, { call, now }) {
      if (change === undefined) return { before, erasedAt, events: [] };
      const note = { actor: actorOf(call), recordedAt: now, reason: '' };
      const incident = await saveChange(tx, keyring, change, note);
      await erasePersonalData(tx, before.incidentId, erasedAt);
      const events = eventsOfStep({ before, incident, change }, [dataErasedEvent(before, false, erasedAt)]);
      return { before, erasedAt, events };
    },
    events: ({ events }) => events,
    about: ({ before }) => [before.incidentId],
    reply: ({ erasedAt }) => ({ erasedTime: erasedAt }),
  });
}
