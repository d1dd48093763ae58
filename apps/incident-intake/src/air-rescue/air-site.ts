import { kilometres, unless, type Violation } from '@safe-community/domain-kit';
import type { Point } from '../incident/module.ts';

export const SITE_KINDS = ['landing_site', 'base'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export const AIRCRAFT = ['light_helicopter', 'heavy_helicopter', 'plane'] as const;
export type Aircraft = (typeof AIRCRAFT)[number];

/** A landing site or the base of an aircraft. */
export interface AirSite {
  readonly code: string;
  readonly kind: SiteKind;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly point: Point;
  /** "HH:MM" in Kyiv; empty, with `closes`, for day and night. */
  readonly opens: string;
  readonly closes: string;
  /** What can land there, or is stationed there. Without any the site is never suggested. */
  readonly aircraft: readonly Aircraft[];
  /** Of a base; 0 for a landing site. */
  readonly cruisingKmh: number;
  readonly readinessMinutes: number;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** @param isInUkraine whether a point may be in Ukraine. */
export function checkSite(site: AirSite, isInUkraine: (point: Point) => boolean): Violation[] {
  const { code, oblastCode, point, opens, closes, aircraft, cruisingKmh, readinessMinutes } = site;
  const isBase = site.kind === 'base';
  const isTime = (text: string, other: string): boolean => (text === '' ? other === '' : TIME.test(text));
  return [
    ...unless(/^[a-z0-9-]{2,40}$/.test(code), 'code', 'must be 2 to 40 of a–z, 0–9 and "-"'),
    ...unless(oblastCode !== '', 'hromada_code', 'must be the code of a known hromada or city'),
    ...unless(isInUkraine(point), 'point', 'must lie in Ukraine'),
    ...unless(isTime(opens, closes), 'opens', 'must be "HH:MM", or empty together with closes'),
    ...unless(isTime(closes, opens), 'closes', 'must be "HH:MM", or empty together with opens'),
    ...unless(opens === '' || opens !== closes, 'closes', 'must differ from opens: day and night is empty'),
    ...unless(new Set(aircraft).size === aircraft.length, 'aircraft', 'must name each once'),
    ...unless(
      isBase ? cruisingKmh >= 50 && cruisingKmh <= 1_000 : cruisingKmh === 0,
      'cruising_kmh',
      'must be from 50 to 1,000 for a base, and 0 for a landing site',
    ),
    ...unless(
      readinessMinutes <= 600 && (isBase || readinessMinutes === 0),
      'readiness_minutes',
      'must be at most 600, and 0 for a landing site',
    ),
  ];
}

/** @param clock "HH:MM" in Kyiv. */
export function isOpenAt({ opens, closes }: AirSite, clock: string): boolean {
  if (opens === '') return true;
  return opens < closes ? clock >= opens && clock < closes : clock >= opens || clock < closes;
}

/** How a base can serve an incident. */
export interface Suggestion {
  readonly baseCode: string;
  readonly landingSiteCode: string;
  readonly aircraft: Aircraft;
  readonly flightKm: number;
  readonly groundKm: number;
  readonly minutes: number;
}

const MAX_SUGGESTIONS = 5;

/** For each open base the open landing site nearest to the incident that takes one of its aircraft; soonest first. */
export function suggest(sites: readonly AirSite[], incident: Point, clock: string): Suggestion[] {
  const open = sites.filter((site) => isOpenAt(site, clock));
  const landings = open
    .filter(({ kind }) => kind === 'landing_site')
    .map((site) => ({ site, groundKm: kilometres(site.point, incident) }))
    .toSorted((one, other) => one.groundKm - other.groundKm);
  return open
    .filter(({ kind }) => kind === 'base')
    .flatMap((base): Suggestion[] => {
      const landing = landings.find(({ site }) => site.aircraft.some((each) => base.aircraft.includes(each)));
      const aircraft = base.aircraft.find((each) => landing?.site.aircraft.includes(each));
      if (landing === undefined || aircraft === undefined) return [];
      const flightKm = kilometres(base.point, landing.site.point);
      const minutes = base.readinessMinutes + Math.ceil((flightKm / base.cruisingKmh) * 60);
      const { groundKm } = landing;
      return [{ baseCode: base.code, landingSiteCode: landing.site.code, aircraft, flightKm, groundKm, minutes }];
    })
    .toSorted((one, other) => one.minutes - other.minutes)
    .slice(0, MAX_SUGGESTIONS);
}
