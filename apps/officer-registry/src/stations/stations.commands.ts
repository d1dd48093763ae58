import { StationServiceService as Stations } from '@safe-community/contracts/officers/v1/station_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkEtag,
  etagOf,
  isRefused,
  kyivDay,
  notFound,
  within,
  type Day,
  type Decision,
  type Refusal,
} from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Place } from '@safe-community/security/policy';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { findSettlement } from '@safe-community/territory';
import { readOfficers } from '../officers/module.ts';
import { readKnownHromada, successorOf, type FindUnit } from '../territory/module.ts';
import { changedEvent, closedEvent, openedEvent } from './station.events.ts';
import { readDetails } from './station.mapping.ts';
import { addStation, lockStation, saveStation } from './station.store.ts';
import { close, open, update, type DetailFacts, type Station, type StationDetails } from './station.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { command } = given<Deps>();

const openStation = command(Stations.openStation, {
  async parse({ request: { hromadaCode, details: message }, fields, deps: { findUnit } }) {
    const place = await readKnownHromada(findUnit, hromadaCode, fields);
    const { details, violations } = readDetails(message);
    fields.check(within('details', violations));
    return { ...place, details };
  },
  authorize: ({ call, command: place }) => refuseElsewhere(call, place, place.hromadaCode),
  load: ({ tx, command: { hromadaCode, details }, clock }) => loadFacts(tx, hromadaCode, details, kyivDay(clock.now())),
  decide: ({ loaded: facts, command: opening, now, newId }) => open({ ...opening, stationId: newId() }, facts, now),
  save: ({ tx, change }) => addStation(tx, change),
  events: ({ saved: station }) => [openedEvent(station)],
  subjects: ({ saved: { stationId } }) => [stationId],
  reply: ({ saved: station }) => ({ stationId: station.stationId, etag: etagOf(station) }),
});

const updateStation = command(Stations.updateStation, {
  parse({ request: { details: message }, fields }) {
    const { details, violations } = readDetails(message);
    fields.check(within('details', violations));
    return { stationId: fields.uuid('station_id'), etag: fields.text('etag', checkEtag), details };
  },
  async load({ tx, command: { stationId, details }, clock }) {
    const station = await findLocked(tx, stationId);
    return isRefused(station)
      ? station
      : { station, facts: await loadFacts(tx, station.hromadaCode, details, kyivDay(clock.now())) };
  },
  authorizeLoaded: ({ call, loaded: { station, facts } }) => refuseElsewhere(call, station, facts.hromada),
  decide: ({ loaded: { station, facts }, command: { etag, details }, now }) =>
    update(station, etag, details, facts, now),
  save: ({ tx, change }) => saveStation(tx, change),
  events: ({ saved: station }) => [changedEvent(station)],
  subjects: ({ saved: { stationId } }) => [stationId],
  reply: ({ saved: station }) => ({ etag: etagOf(station) }),
});

const closeStation = command(Stations.closeStation, {
  parse: ({ fields }) => ({ stationId: fields.uuid('station_id'), etag: fields.text('etag', checkEtag) }),
  async load({ tx, command: { stationId }, clock }) {
    const station = await findLocked(tx, stationId);
    if (isRefused(station)) return station;
    return { station, hromada: await successorOf(tx, station.hromadaCode, kyivDay(clock.now())) };
  },
  authorizeLoaded: ({ call, loaded: { station, hromada } }) => refuseElsewhere(call, station, hromada),
  decide: ({ loaded: { station }, command: { etag }, now }) => close(station, etag, now),
  save: ({ tx, change }) => saveStation(tx, change),
  events: ({ saved: station }) => [closedEvent(station)],
  subjects: ({ saved: { stationId } }) => [stationId],
  reply: ({ saved: { closedAt } }) => ({ closedTime: closedAt }),
});

async function loadFacts(
  tx: EntityManager,
  hromadaCode: string,
  { settlementCode, officerIds }: StationDetails,
  today: Day,
): Promise<DetailFacts> {
  const hromada = await successorOf(tx, hromadaCode, today);
  const ofSettlement = findSettlement(settlementCode)?.hromadaCode;
  const settlementHromada = ofSettlement && (await successorOf(tx, ofSettlement, today));
  return { staff: await readOfficers(tx, officerIds), hromada, settlementHromada };
}

async function findLocked(tx: EntityManager, stationId: string): Promise<Decision<Station>> {
  return (await lockStation(tx, stationId)) ?? notFound('station');
}

/**
 * The refusal for a caller whose scope applies neither to the place of the station nor to the hromada in which it lies after
 * all mergers.
 */
export function refuseElsewhere(
  { rights }: Pick<CallContext, 'rights'>,
  place: Place,
  currentHromada: string,
): Refusal | undefined {
  const refusal = refuseOutside(rights, { oblastCode: '', hromadaCode: currentHromada }, 'the station');
  return refusal && refuseOutside(rights, place, 'the station');
}

export const STATION_COMMANDS: readonly Rpc<Deps>[] = [openStation, updateStation, closeStation];
