import { AirRescueServiceService as AirRescues } from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import { latest, notFound, within } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { checkRoom, findPlace, incidentStep, isOpen, stepTime, type IncidentSteps } from '../incident/module.ts';
import type { Territory } from '../routing/module.ts';
import { progressedEvent } from './air-rescue.events.ts';
import { readSite, toRescueMessage, toRescueState } from './air-rescue.mapping.ts';
import { listSites, rescuesOf, saveRescue, saveSite } from './air-rescue.store.ts';
import { lastStepOf, recordProgress, requestRescue, type RescueProgress } from './air-rescue.ts';

/** What the commands need from the service. */
export interface AirRescueSteps extends IncidentSteps {
  readonly territory: Pick<Territory, 'find' | 'isInUkraine'>;
}

const { command } = given<AirRescueSteps>();

const setSite = command(AirRescues.setAirSite, {
  parse({ request: { site: message }, fields, deps: { territory } }) {
    if (message === undefined) return fields.refusal([{ field: 'site', rule: 'must be given' }]);
    const read = readSite(message, territory);
    return 'violations' in read ? fields.refusal(within('site', read.violations)) : read.value;
  },
  decide: ({ command: site }) => site,
  save: ({ tx, change }) => saveSite(tx, change),
  subjects: ({ saved: { code } }) => [`air-site-${code}`],
  reply: () => ({}),
});

const request = incidentStep(AirRescues.requestAirRescue, {
  parse: ({ request: { baseCode, landingSiteCode }, fields }) => ({
    sites: { baseCode, landingSiteCode },
    requestedAt: fields.optionalTime('requested_time'),
  }),
  async load({ tx, incident: { incidentId } }) {
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
  decide({ incident, loaded, command: { sites, requestedAt }, now, newId }) {
    const full = checkRoom('air_rescues', loaded.before.length);
    const earliest = loaded.before.map(lastStepOf).reduce(latest, incident.receivedAt);
    const at = stepTime(requestedAt, earliest, now, 'requested_time', 'the report or an earlier air rescue');
    const facts = { ...loaded, isOpen: isOpen(incident.state) };
    return full ?? requestRescue(incident, { ...sites, airRescueId: newId() }, facts, at);
  },
  save: ({ tx, incident, change }) => saveRescue(tx, incident.incidentId, change.rescue),
  events: ({ change }) => [progressedEvent(change)],
  reply: ({ incident: { version }, change }) => ({ airRescueId: change.rescue.airRescueId, version }),
});

const record = incidentStep(AirRescues.recordAirRescueProgress, {
  parse({ request: { state: number }, fields }) {
    const state = toRescueState(number);
    const progress: RescueProgress = state === undefined || state === 'requested' ? 'refused' : state;
    if (state !== progress) fields.check([{ field: 'state', rule: 'must be ACCEPTED, REFUSED, or USED' }]);
    const progressAt = fields.optionalTime('progress_time');
    return { airRescueId: fields.uuid('air_rescue_id'), progress, progressAt };
  },
  async load({ tx, incident: { incidentId }, command: { airRescueId } }) {
    const all = await rescuesOf(tx, incidentId);
    return all.find((rescue) => rescue.airRescueId === airRescueId) ?? notFound('air rescue');
  },
  decide({ incident, loaded: rescue, command: { progress, progressAt }, now }) {
    const at = stepTime(progressAt, lastStepOf(rescue), now, 'progress_time', 'its previous step');
    return recordProgress(incident, rescue, progress, at);
  },
  save: ({ tx, incident, change }) => saveRescue(tx, incident.incidentId, change.rescue),
  events: ({ change }) => [progressedEvent(change)],
  reply: ({ incident: { version }, change }) => ({ airRescue: toRescueMessage(change.rescue), version }),
});

export const AIR_RESCUE_COMMANDS: readonly Rpc<AirRescueSteps>[] = [setSite, request, record];
