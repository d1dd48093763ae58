import {
  betweenVarianceOf,
  exactFunnel,
  FUNNEL_INNER,
  FUNNEL_OUTER,
  rateOf,
  rateRatio,
  shrunkenRate,
  spreadOf,
  widenedFunnel,
  type Estimate,
  type Interval,
  type Spread,
} from '@safe-community/statistics-math';
import type { Coverage } from '../sources/module.ts';
import type { PlaceControl } from './place-control.ts';

/** What was counted in a territory. */
export interface Place {
  readonly code: string;
  /** Undefined if it is not known; a lower bound where `coverage` is incomplete. */
  readonly count: number | undefined;
  /** Undefined: all of it is known. */
  readonly coverage?: Coverage | undefined;
  /** Mean of the days of the period; undefined if it is not known, or 0. */
  readonly population: number | undefined;
  /** Undefined: it is controlled. */
  readonly control?: PlaceControl;
}

interface Rated extends Place {
  readonly count: number;
  readonly population: number;
}

/** Rates are per this number of people. */
const PER_PEOPLE = 100_000;

/** How the rates of the places are distributed. */
export interface Group {
  readonly places: number;
  readonly withoutRate: number;
  /** Of those without a rate: occupied on all days. */
  readonly occupied: number;
  /** Of those without a rate: the count is a lower bound, or not known. */
  readonly incomplete: number;
  readonly unknown: number;
  /** Of all: at the front on the last day. */
  readonly frontline: number;
  readonly count: number;
  readonly population: number;
  /** Undefined without a population. */
  readonly rate: Estimate | undefined;
  /** Undefined without an event, as the next one. */
  readonly spread: Spread | undefined;
  readonly betweenVariance: number | undefined;
}

export interface Ranked {
  readonly place: Place;
  /** Equal scores share the best rank of them; 0 without a rate. */
  readonly rank: number;
  /** Whether others have the same rank. */
  readonly isTied: boolean;
  /** By which the places are in order: the shrunken rate, -1 without one, -2 where it is occupied. */
  readonly score: number;
}

export interface Comparison {
  readonly group: Group;
  /** The highest shrunken rate first; those without a rate last, and after them those that are occupied. */
  readonly ranking: readonly Ranked[];
}

export function compare(places: readonly Place[]): Comparison {
  const group = groupOf(places);
  const scored = places.map((place) => ({ place, score: scoreOf(place, group) }));
  const ordered = scored.toSorted((a, b) => b.score - a.score || (a.place.code < b.place.code ? -1 : 1));
  const ranks = new Map<number, number[]>();
  for (const [index, { score }] of ordered.entries()) ranks.set(score, [...(ranks.get(score) ?? []), index + 1]);
  const ranking = ordered.map((each) => {
    const [rank = 0, ...others] = each.score < 0 ? [] : (ranks.get(each.score) ?? []);
    return { ...each, rank, isTied: others.length > 0 };
  });
  return { group, ranking };
}

function groupOf(places: readonly Place[]): Group {
  const rated = places.filter(isRated);
  const count = rated.reduce((sum, place) => sum + place.count, 0);
  const population = rated.reduce((sum, place) => sum + place.population, 0);
  const exposed = rated.map(toExposed);
  const hasEvents = count > 0;
  return {
    places: places.length,
    withoutRate: places.length - rated.length,
    occupied: places.filter(isOccupied).length,
    incomplete: places.filter(isReportedAs('incomplete')).length,
    unknown: places.filter(isReportedAs('unknown')).length,
    frontline: places.filter(({ control }) => control?.status === 'frontline').length,
    count,
    population,
    rate: population > 0 ? rateOf({ count, exposure: population }, PER_PEOPLE) : undefined,
    spread: spreadOf(exposed),
    betweenVariance: hasEvents ? betweenVarianceOf(exposed, count / population) : undefined,
  };
}

function scoreOf(place: Place, { spread }: Group): number {
  if (!isRated(place)) return isOccupied(place) ? -2 : -1;
  return spread === undefined ? 0 : shrunkenRate(toExposed(place), spread, PER_PEOPLE).value;
}

function isRated(place: Place): place is Rated {
  const { count, population = 0, coverage } = place;
  return (
    count !== undefined && population > 0 && !isOccupied(place) && (coverage?.completeness ?? 'complete') === 'complete'
  );
}

function isReportedAs(completeness: Coverage['completeness']): (place: Place) => boolean {
  return (place) => !isOccupied(place) && place.coverage?.completeness === completeness;
}

export function isOccupied({ control }: Place): boolean {
  return control?.isOccupied === true;
}

function toExposed({ count, population }: Rated) {
  return { count, exposure: population };
}

/** The rate of a place as a multiple of that of another; undefined if one has none, or without any event. */
export function ratioOf(first: Place | undefined, second: Place | undefined): Estimate | undefined {
  if (first === undefined || second === undefined || !isRated(first) || !isRated(second)) return undefined;
  return rateRatio(toExposed(first), toExposed(second));
}

/** Where a rate lies among those of its group. */
type Position = 'far_below' | 'below' | 'within' | 'above' | 'far_above';

/** Rates per 100,000. */
export interface Limits {
  readonly inner: Interval;
  readonly outer: Interval;
}

/** The rate of a place with everything that is needed to judge it. */
export interface Judged {
  readonly rate: Estimate;
  /** Undefined if no place of the group has an event, as the following ones. */
  readonly shrunken: Estimate | undefined;
  readonly limits: Limits | undefined;
  readonly widened: Limits | undefined;
  readonly position: Position | undefined;
}

/** Undefined without a rate. */
export function judge(place: Place, group: Group): Judged | undefined {
  if (!isRated(place)) return undefined;
  const rate = rateOf(toExposed(place), PER_PEOPLE);
  const { limits, widened } = limitsAt(place.population, group) ?? {};
  return {
    rate,
    shrunken: group.spread && shrunkenRate(toExposed(place), group.spread, PER_PEOPLE),
    limits,
    widened,
    position: widened && positionOf(rate.value, widened),
  };
}

/** By chance alone, and widened by how much places differ. Undefined if no place of the group has an event. */
export function limitsAt(
  population: number,
  { betweenVariance, rate: ofGroup }: Group,
): { readonly limits: Limits; readonly widened: Limits } | undefined {
  if (betweenVariance === undefined || ofGroup === undefined) return undefined;
  const expected = (ofGroup.value * population) / PER_PEOPLE;
  const limitsBy = (funnel: (confidence: number) => Interval): Limits => ({
    inner: scaled(funnel(FUNNEL_INNER), ofGroup.value),
    outer: scaled(funnel(FUNNEL_OUTER), ofGroup.value),
  });
  const limits = limitsBy((confidence) => exactFunnel(expected, confidence));
  return { limits, widened: limitsBy((confidence) => widenedFunnel(expected, betweenVariance, confidence)) };
}

function scaled({ low, high }: Interval, by: number): Interval {
  return { low: low * by, high: high * by };
}

function positionOf(rate: number, { inner, outer }: Limits): Position {
  if (rate < outer.low) return 'far_below';
  if (rate < inner.low) return 'below';
  if (rate > outer.high) return 'far_above';
  return rate > inner.high ? 'above' : 'within';
}
