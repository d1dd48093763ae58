import { RetentionServiceService as Retention } from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { isRefused, latest, notFound } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
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

const { command } = given<IncidentSteps>();

/** From now on nothing of the incident is erased. */
const placeLegalHold = incidentStep(Retention.placeLegalHold, {
  parse: ({ fields }) => fields.text('ground', checkStatement),
  load: ({ tx, incident: { incidentId } }) => countHolds(tx, incidentId),
  decide({ incident, loaded: count, command: ground, now, newId, call }) {
    const full = checkRoom('legal_holds', count);
    if (full !== undefined) return full;
    const hold = { holdId: newId(), ground, placedAt: now, ...actorOf(call) };
    const change = placeHold(incident, hold.holdId, now);
    return isRefused(change) ? change : { ...change, hold };
  },
  save: ({ tx, before: { incidentId }, change: { hold } }) => insertHold(tx, incidentId, hold),
  events: ({ before, change: { hold }, now }) => [holdChangedEvent(before, hold.holdId, true, now)],
  reply: ({ change: { hold } }) => ({ holdId: hold.holdId }),
});

/** Ends one hold; personal data that is due is erased once the last hold has ended. */
const releaseLegalHold = incidentStep(Retention.releaseLegalHold, {
  parse: ({ fields }) => ({
    holdId: fields.uuid('hold_id'),
    ground: fields.text('ground', checkStatement),
  }),
  load: ({ tx, incident: { incidentId } }) => holdsInForce(tx, incidentId),
  decide({ incident, loaded: inForce, command: { holdId, ground }, now }) {
    const change = releaseHold(incident, holdId, inForce, now);
    return isRefused(change) ? change : { ...change, holdId, ground };
  },
  save: ({ tx, change: { holdId, ground }, now }) => saveRelease(tx, holdId, { at: now, ground }),
  events: ({ before, change: { holdId }, now }) => [holdChangedEvent(before, holdId, false, now)],
  reply: () => ({}),
});

/**
 * Erases at the request of the person concerned. If the data is already erased, the response has the time of that
 * erasure and nothing changes, so this is not an `incidentStep`.
 */
const eraseOnRequest = command(Retention.erasePersonalData, {
  parse: ({ fields }) => ({
    incidentId: fields.uuid('incident_id'),
    ground: fields.text('ground', checkStatement),
  }),
  async load({ tx, command: { incidentId }, call }) {
    const incident = await lockIncident(tx, incidentId);
    if (incident === undefined) return notFound('incident');
    return checkAccess(call.rights, incident, incidentId) ?? incident;
  },
  decide({ loaded: incident, command: { ground }, now }) {
    const { erasedAt, stateSince } = incident;
    if (erasedAt !== undefined) return { before: incident, erasedAt, change: undefined };
    const at = latest(stateSince, now);
    const change = erase(incident, { scheduled: false, ground }, at);
    return isRefused(change) ? change : { before: incident, erasedAt: at, change };
  },
  async save({ tx, change: { before, erasedAt, change }, call, now, deps: { keyring } }) {
    if (change === undefined) return { before, erasedAt, events: [] };
    const note = { actor: actorOf(call), recordedAt: now, reason: '' };
    const incident = await saveChange(tx, keyring, change, note);
    await erasePersonalData(tx, before.incidentId, erasedAt);
    const events = eventsOfStep({ before, incident, change }, [dataErasedEvent(before, false, erasedAt)]);
    return { before, erasedAt, events };
  },
  events: ({ saved: { events } }) => events,
  subjects: ({ saved: { before } }) => [before.incidentId],
  reply: ({ saved: { erasedAt } }) => ({ erasedTime: erasedAt }),
});

/** Grounds are not encrypted: they stay, and contain nothing personal. */
export const RETENTION_COMMANDS: readonly Rpc<IncidentSteps>[] = [placeLegalHold, releaseLegalHold, eraseOnRequest];
