import { kilometres } from '@safe-community/domain-kit';
import type { AttributeRule, Category } from '../catalogue/module.ts';
import type { Incident, Point } from '../incident/module.ts';
import { factsInCommon, type Attributes } from './facts-in-common.ts';

/** The parts of an incident that are compared. */
export interface Comparable {
  readonly category: Category;
  readonly point: Point | undefined;
  readonly hromadaCode: string;
  /** Empty if unknown. */
  readonly starostaDistrictCode: string;
  /** Empty if unknown. */
  readonly settlementCode: string;
  readonly occurredAt: Date;
  readonly attributes: Attributes;
}

export interface Likeness {
  /** 0 to 1: how likely both are the same event. */
  readonly score: number;
  /** Between the points; undefined if one is missing. */
  readonly distanceMetres: number | undefined;
  /** Between the times of the events. */
  readonly apartMs: number;
}

/**
 * If a point is missing on either side, the smallest place that both name counts; a hromada has many incidents at a
 * time.
 */
const SAME_SETTLEMENT = 0.7;
const SAME_DISTRICT = 0.6;
const SAME_HROMADA = 0.5;
/** The number of an object is more precise than a point that a person picks on a map. */
const SAME_OBJECT = 0.9;

/**
 * How likely two incidents of one category are the same event: nearness in place × nearness in time × the factor of their
 * attributes. Symmetric; more distance or time between them never makes it likelier.
 */
export function likeness(a: Comparable, b: Comparable, rules: readonly AttributeRule[]): Likeness {
  const apartMs = Math.abs(a.occurredAt.getTime() - b.occurredAt.getTime());
  const distanceMetres = a.point && b.point && kilometres(a.point, b.point) * 1_000;
  if (a.category !== b.category) return { score: 0, distanceMetres, apartMs };
  const reach = reachOf(a.category);
  const { factor, sameObject } = factsInCommon(a.attributes, b.attributes, rules);
  const byPlace = distanceMetres === undefined ? nearnessByName(a, b) : nearness(distanceMetres, reach.metres);
  const place = sameObject && a.hromadaCode === b.hromadaCode ? Math.max(byPlace, SAME_OBJECT) : byPlace;
  return { score: place * nearness(apartMs, reach.ms) * factor, distanceMetres, apartMs };
}

function nearnessByName(a: Comparable, b: Comparable): number {
  if (a.hromadaCode !== b.hromadaCode) return 0;
  if (a.settlementCode !== '' && b.settlementCode !== '')
    return a.settlementCode === b.settlementCode ? SAME_SETTLEMENT : 0;
  if (a.starostaDistrictCode === '' || b.starostaDistrictCode === '') return SAME_HROMADA;
  return a.starostaDistrictCode === b.starostaDistrictCode ? SAME_DISTRICT : 0;
}

/** The distances in place and time at which two reports are as likely as not about one event. */
interface Reach {
  readonly metres: number;
  readonly ms: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Estimates, to be adjusted by what people merge. Smoke and floods are seen from afar; a crash is located by the nearest
 * crossing; the caller of an ambulance stands beside the patient. A pothole stays where it is until it is filled.
 */
const REACH: Readonly<Record<Category, Reach>> = {
  road_crash: { metres: 500, ms: HOUR },
  fire: { metres: 1_000, ms: 3 * HOUR },
  water: { metres: 1_000, ms: 6 * HOUR },
  medical: { metres: 150, ms: HOUR },
  domestic_violence: { metres: 100, ms: 6 * HOUR },
  school_safety: { metres: 300, ms: 7 * DAY },
  public_order: { metres: 300, ms: 2 * HOUR },
  gas: { metres: 300, ms: 6 * HOUR },
  infrastructure: { metres: 100, ms: 30 * DAY },
  access_barrier: { metres: 50, ms: 30 * DAY },
  other: { metres: 200, ms: 6 * HOUR },
};

/** Beyond this multiple of the reach, two reports are never about one event. */
export const FARTHEST = 2;

export function reachOf(category: Category): Reach {
  return REACH[category];
}

/** 1 at no distance, half at the reach, 0 from twice the reach on. */
function nearness(apart: number, reach: number): number {
  return Math.max(0, 1 - apart / (FARTHEST * reach));
}

/** An incident that may be about the same event as the subject. */
export interface Suggestion extends Likeness {
  readonly incident: Incident;
}

/** Nobody would look through more. */
const MAX_SUGGESTIONS = 50;

/** The candidates that are likely the same, the likeliest first. */
export function likeliest(
  subject: Comparable,
  candidates: readonly Incident[],
  rules: readonly AttributeRule[],
  leastScore: number,
): Suggestion[] {
  return candidates
    .map((incident) => ({ incident, ...likeness(subject, comparable(incident), rules) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score || (a.incident.incidentId < b.incident.incidentId ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS);
}

/** A decrypted incident: point and attributes of a sensitive one are among its personal data. */
export function comparable(incident: Incident): Comparable {
  const { openLocation, openAttributes, personal } = incident;
  return {
    ...incident,
    point: personal.location ?? openLocation,
    attributes: { ...openAttributes, ...personal.attributes },
  };
}
