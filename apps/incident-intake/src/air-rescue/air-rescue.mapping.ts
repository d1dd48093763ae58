import {
  Aircraft as AircraftKinds,
  AirRescueState,
  AirSiteKind,
  type AirRescue as RescueMessage,
  type AirSite as SiteMessage,
} from '@safe-community/contracts/incidents/v1/air_rescue.ts';
import { enumNames, unless, type Parsed } from '@safe-community/domain-kit';
import type { Territory } from '../routing/module.ts';
import { RESCUE_STATES, type AirRescue } from './air-rescue.ts';
import { AIRCRAFT, checkSite, SITE_KINDS, type AirSite, type Aircraft } from './air-site.ts';

const siteKinds = enumNames(AirSiteKind, SITE_KINDS);
const aircraftKinds = enumNames(AircraftKinds, AIRCRAFT);
export const toSiteKind = siteKinds.nameOf;
export const aircraftNumber = aircraftKinds.numberOf;
export const { nameOf: toRescueState, numberOf: rescueStateNumber } = enumNames(AirRescueState, RESCUE_STATES);

/** The oblast of an unknown hromada is empty. */
export function readSite(message: SiteMessage, territory: Pick<Territory, 'find' | 'isInUkraine'>): Parsed<AirSite> {
  const kind = toSiteKind(message.kind);
  const aircraft = message.aircraft.map(aircraftKinds.nameOf);
  const isKnown = (each: Aircraft | undefined): each is Aircraft => each !== undefined;
  const { point } = message;
  if (kind === undefined || !aircraft.every(isKnown) || point === undefined) {
    return {
      violations: [
        ...unless(kind !== undefined, 'kind', 'must be one of the known kinds'),
        ...unless(aircraft.every(isKnown), 'aircraft', 'must be of the known kinds'),
        ...unless(point !== undefined, 'point', 'must be given'),
      ],
    };
  }
  const oblastCode = territory.find(message.hromadaCode)?.oblastCode ?? '';
  const site: AirSite = { ...message, kind, aircraft, point, oblastCode };
  const violations = checkSite(site, (place) => territory.isInUkraine(place));
  return violations.length > 0 ? { violations } : { value: site };
}

export function toSiteMessage({ kind, aircraft, ...site }: AirSite): SiteMessage {
  return { ...site, kind: siteKinds.numberOf(kind), aircraft: aircraft.map(aircraftNumber) };
}

export function toRescueMessage(rescue: AirRescue): RescueMessage {
  return {
    airRescueId: rescue.airRescueId,
    state: rescueStateNumber(rescue.state),
    baseCode: rescue.baseCode,
    landingSiteCode: rescue.landingSiteCode,
    requestedTime: rescue.requestedAt,
    acceptedTime: rescue.acceptedAt,
    refusedTime: rescue.refusedAt,
    usedTime: rescue.usedAt,
  };
}
