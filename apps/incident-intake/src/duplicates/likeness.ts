import type { AttributeRule, Category } from '../catalogue/module.ts';
import { kilometres, type Point } from '../incident/place.ts';
import type { Attributes } from '../reporting/report.ts';
import { factsInCommon } from './facts-in-common.ts';
import { nearness, reachOf } from './reach.ts';

/** What of an incident tells whether another one is the same. */
export interface Comparable {
  readonly category: Category;
  readonly point: Point | undefined;
  readonly hromadaCode: string;
  /** Empty when not known. */
  readonly starostaDistrictCode: string;
  /** Empty when not known. */
  readonly settlementCode: string;
  readonly occurredAt: Date;
  readonly attributes: Attributes;
}

export interface Likeness {
  /** 0 to 1: how much speaks for the same thing. */
  readonly score: number;
  /** Between the points; undefined when one has none. */
  readonly distanceMetres: number | undefined;
  /** Between the times of the events. */
  readonly apartMs: number;
}

/** Without a point on both sides the smallest place that both name counts; a hromada holds many things at a time. */
const SAME_SETTLEMENT = 0.7;
const SAME_DISTRICT = 0.6;
const SAME_HROMADA = 0.5;
/** What names an object places it better than a finger on a map. */
const SAME_OBJECT = 0.9;

/**
 * How likely two incidents of one category are the same thing: nearness in place × nearness in time × what their
 * attributes say. The same in both directions; never more with more distance or time between them.
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
