import { AirRescueServiceService as AirRescues } from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import { invalid, latest, notFound, within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { checkRoom, findPlace, incidentStep, isOpen, stepTime, type IncidentSteps } from '../incident/module.ts';
import { progressedEvent } from './air-rescue.events.ts';
import { readSite, toRescueMessage, toRescueState, type SiteFacts } from './air-rescue.mapping.ts';
import { listSites, rescuesOf, saveRescue, saveSite } from './air-rescue.store.ts';
import { lastStepOf, recordProgress, requestRescue, type RescueProgress } from './air-rescue.ts';

export function airRescueCommands(steps: IncidentSteps, facts: SiteFacts): Rpc[] {
  return [setSite(facts), request(steps), record(steps)];
}

const setSite = (facts: SiteFacts): Rpc =>
  command(AirRescues.setAirSite, {
    parse({ site: message }, fields) {
      if (message === undefined) throw invalid([...fields.violations, { field: 'site', rule: 'must be given' }]);
      const read = readSite(message, facts);
      if ('violations' in read) throw invalid([...fields.violations, ...within('site', read.violations)]);
      return read.value;
    },
    decide: (_none, site) => site,
    save: saveSite,
    about: ({ code }) => [`air-site-${code}`],
    reply: () => ({}),
  });

function request(steps: IncidentSteps): Rpc {
  return incidentStep(steps, AirRescues.requestAirRescue, {
    parse: ({ baseCode, landingSiteCode }, fields) => ({
      sites: { baseCode, landingSiteCode },
      requestedAt: fields.optionalTime('requested_time'),
    }),
    async load(tx, { incidentId }) {
      const place = await findPlace(tx, incidentId);
      const before = await rescuesOf(tx, incidentId);
      const sites = await listSites(tx);
      return {
        before,
        hasOpenPoint: place?.point !== undefined,
        isUnderWay: before.some(({ state }) => state === 'requested' || state === 'accepted'),
        kinds: new Map(sites.map(({ code, kind }) => [code, kind] as const)),
      };
    },
    decide({ incident, loaded, now, newId }, { sites, requestedAt }) {
      const full = checkRoom('air_rescues', loaded.before.length);
      const earliest = loaded.before.map(lastStepOf).reduce(latest, incident.receivedAt);
      const at = stepTime(requestedAt, earliest, now, 'requested_time', 'the report or an earlier air rescue');
      const facts = { ...loaded, isOpen: isOpen(incident.state) };
      return full ?? requestRescue(incident, { ...sites, airRescueId: newId() }, facts, at);
    },
    save: (tx, { incident, change }) => saveRescue(tx, incident.incidentId, change.rescue),
    events: ({ change }) => [progressedEvent(change)],
    reply: ({ incident: { version }, change }) => ({ airRescueId: change.rescue.airRescueId, version }),
  });
}

function record(steps: IncidentSteps): Rpc {
  return incidentStep(steps, AirRescues.recordAirRescueProgress, {
    parse({ state: number }, fields) {
      const state = toRescueState(number);
      const progress: RescueProgress = state === undefined || state === 'requested' ? 'refused' : state;
      if (state !== progress) fields.check([{ field: 'state', rule: 'must be ACCEPTED, REFUSED, or USED' }]);
      const progressAt = fields.optionalTime('progress_time');
      return { airRescueId: fields.uuid('air_rescue_id'), progress, progressAt };
    },
    async load(tx, { incidentId }, { airRescueId }) {
      const all = await rescuesOf(tx, incidentId);
      return all.find((rescue) => rescue.airRescueId === airRescueId) ?? notFound('air rescue');
    },
    decide({ incident, loaded: rescue, now }, { progress, progressAt }) {
      const at = stepTime(progressAt, lastStepOf(rescue), now, 'progress_time', 'its previous step');
      return recordProgress(incident, rescue, progress, at);
    },
    save: (tx, { incident, change }) => saveRescue(tx, incident.incidentId, change.rescue),
    events: ({ change }) => [progressedEvent(change)],
    reply: ({ incident: { version }, change }) => ({ airRescue: toRescueMessage(change.rescue), version }),
  });
}
