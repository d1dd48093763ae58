import type { FigureSelection } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { Database, EntityManager } from '@safe-community/database';
import { kyivDay, within, type Clock, type Violation } from '@safe-community/domain-kit';
import { beatsOf } from '../beats/module.ts';
import { readKnownOn } from '../calendar/module.ts';
import { CATEGORIES, CHANNELS, isSensitive, RESPONDERS } from '../incidents/module.ts';
import { partsOnTheDay } from '../territory/module.ts';
import { smallerIn, type Dimension, type FigureRequest } from './figure.ts';
import { toDraft } from './figures.mapping.ts';
import { readPlaces } from './figures.store.ts';
import type { Measure } from './measure.ts';
import { findMeasure } from './measures.ts';
import { overlapOf } from './overlap.ts';
import { placePartsOf, scopeOf, type WantedUnits } from './scope.store.ts';
import { checkSelection } from './selection.ts';
import { checkReading, checkSize, type Sizes } from './size.ts';
import type { SmallerPlaces } from './smaller-places.ts';
import { smallerPlaces } from './smaller-places.ts';
import { readingOf } from './way.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: Clock;
}

/** A selection with what its violations and its figures depend on. */
export interface Selected {
  readonly request: FigureRequest;
  readonly wanted: WantedUnits;
  readonly measures: readonly Measure[];
  readonly sizes: Sizes;
  readonly violations: readonly Violation[];
  /** Of a valid selection: what one answer would have or read beyond the bounds. An export has none. */
  readonly tooMuch: readonly Violation[];
}

/** Reads a selection. An absent one has a violation and no figures. */
export async function select({ database, clock }: Sources, selection: FigureSelection | undefined): Promise<Selected> {
  if (selection === undefined) return ABSENT;
  const draft = toDraft(selection);
  const today = kyivDay(clock.now());
  const { knownOn, violations: ofKnowledge } = readKnownOn(selection.asKnownOn, today);
  const tx = database.em.fork();
  const { from, to, codes, level = 'country', withinCode, category, asOfToday } = draft;
  const { gazetteer, mergers } = await readPlaces(tx, knownOn);
  const territory = codes.length > 0 ? { codes } : { level, withinCode: withinCode === '' ? undefined : withinCode };
  const groupBy = draft.groupBy.flatMap((dimension) => dimension ?? []);
  const found = gazetteer.unitsOf(territory);
  const places = await placesIn(tx, groupBy, { units: found, mergers });
  const asOf = { territoryAsOf: asOfToday ? ('today' as const) : ('event' as const), today };
  const ofDraft = checkSelection(draft, {
    today,
    mergers,
    levelOf: (code) => gazetteer.levelOf(code),
    isHromada: (code) => gazetteer.isHromada(code),
    places,
    isSensitive,
    overlap: codes.length < 2 ? undefined : overlapOf(placePartsOf(asOf, { units: found, mergers }), from, to),
  });
  const violations = [...ofDraft, ...within('selection', ofKnowledge)];
  const request: FigureRequest = {
    measures: draft.measures,
    from,
    to,
    territory,
    groupBy,
    category: category ?? undefined,
    placeCodes: draft.placeCodes,
    attribute: draft.attribute,
    knownOn,
    ...asOf,
  };
  const units = violations.length > 0 ? [] : found;
  const measures = draft.measures.flatMap((name) => findMeasure(name) ?? []);
  const sizes = sizesOf(request, { territories: units.length, measures: measures.length, places });
  const wanted = { units, mergers };
  const tooMuch = violations.length > 0 ? [] : [...checkSize(request, sizes), ...checkRead(request, wanted, measures)];
  return { request, wanted, measures, sizes, violations, tooMuch };
}

function checkRead(request: FigureRequest, wanted: WantedUnits, measures: readonly Measure[]): Violation[] {
  const kinds = measures.map(({ source }) => source.kind);
  const reading = readingOf(request, kinds, scopeOf(request, wanted).codes.length);
  return reading === undefined ? [] : checkReading(reading);
}

/** Undefined for a request that does not group by smaller places. */
async function placesIn(
  tx: EntityManager,
  groupBy: readonly Dimension[],
  { units, mergers }: WantedUnits,
): Promise<SmallerPlaces | undefined> {
  const smaller = smallerIn(groupBy);
  if (smaller === undefined) return undefined;
  const codes = new Set(partsOnTheDay(units, mergers).map(({ code }) => code));
  return smallerPlaces(smaller, codes, smaller === 'beat' ? await beatsOf(tx, [...codes]) : new Set());
}

/** Catalogues may have more, within reason: the bound is there to keep an answer short. */
const VALUES_OF_AN_ATTRIBUTE = 50;
const VALUES_OF_ALL_ATTRIBUTES = 100;

interface Counts extends Pick<Sizes, 'territories' | 'measures'> {
  readonly places: SmallerPlaces | undefined;
}

function sizesOf({ placeCodes = [], attribute }: FigureRequest, { territories, measures, places }: Counts): Sizes {
  const all = places === undefined ? 0 : places.count + territories;
  return {
    measures,
    territories,
    places: placeCodes.length === 0 ? all : placeCodes.length,
    attributes: attribute === '' ? VALUES_OF_ALL_ATTRIBUTES : VALUES_OF_AN_ATTRIBUTE,
    categories: CATEGORIES.length,
    // And those that are not known.
    channels: CHANNELS.length + 1,
    responders: RESPONDERS.length + 1,
  };
}

const ABSENT_REQUEST: FigureRequest = {
  measures: [],
  from: '',
  to: '',
  territory: { codes: [] },
  groupBy: [],
  territoryAsOf: 'event',
  today: '',
};
const ABSENT: Selected = {
  request: ABSENT_REQUEST,
  wanted: { units: [], mergers: [] },
  measures: [],
  sizes: sizesOf(ABSENT_REQUEST, { territories: 0, measures: 0, places: undefined }),
  violations: [{ field: 'selection', rule: 'must be given' }],
  tooMuch: [],
};
