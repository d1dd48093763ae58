import {
  ExportFormat,
  QueryFiguresRequest,
  type FigureSelection,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Database, EntityManager } from '@safe-community/database';
import { enumNames, kyivDay, refuseInvalid, unless, type Violation } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query, stream, type Rpc } from '@safe-community/service-kit';
import { beatsOf } from '../beats/module.ts';
import { CATEGORIES, CHANNELS, isSensitive, RESPONDERS } from '../incidents/module.ts';
import { partsOnTheDay } from '../territory/module.ts';
import { countersByPart } from './counters-by-part.store.ts';
import { columnsOf, EXPORT_FORMATS, headOf, lineWriter } from './export-format.ts';
import { inOrder, placeOf, smallerIn, type Dimension, type Figure, type FigureRequest } from './figure.ts';
import { countedDays, readFiguresOf, readPlaces } from './figures.store.ts';
import { toDraft, toFigureMessage, toMeasureMessage, toSensitiveMessage } from './figures.mapping.ts';
import { fillGaps } from './gaps.ts';
import { type Measure } from './measure.ts';
import { findMeasure, MEASURES } from './measures.ts';
import { oneAhead, portionsOf, type Portion } from './portions.ts';
import type { Unit } from './gazetteer.adapter.ts';
import type { WantedUnits } from './scope.store.ts';
import { checkSelection } from './selection.ts';
import { MEASURES_OF_SENSITIVE } from './sensitive-measures.ts';
import { checkSize, type Sizes } from './size.ts';
import type { SmallerPlaces } from './smaller-places.ts';
import { smallerPlaces } from './smaller-places.adapter.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: { now(): Date };
}

export function figuresQueries(sources: Sources): Rpc[] {
  return [listMeasures, queryFigures(sources), exportFigures(sources)];
}

const listMeasures = query(Statistics.listMeasures, {
  parse: () => undefined,
  read: () => Promise.resolve(MEASURES),
  reply: (measures) => ({
    measures: measures.map(toMeasureMessage),
    sensitive: MEASURES_OF_SENSITIVE.map(toSensitiveMessage),
  }),
});

/** A selection with what its violations and its figures depend on. */
export interface Selected {
  readonly request: FigureRequest;
  readonly wanted: WantedUnits;
  readonly measures: readonly Measure[];
  readonly sizes: Sizes;
  readonly violations: readonly Violation[];
}

/** Reads a selection. An absent one has a violation and no figures. */
export async function select({ database, clock }: Sources, selection: FigureSelection | undefined): Promise<Selected> {
  if (selection === undefined) return ABSENT;
  const draft = toDraft(selection);
  const today = kyivDay(clock.now());
  const tx = database.em.fork();
  const { gazetteer, mergers } = await readPlaces(tx);
  const { from, to, codes, level = 'country', withinCode, category, asKnownOn, asOfToday } = draft;
  const territory = codes.length > 0 ? { codes } : { level, withinCode: withinCode === '' ? undefined : withinCode };
  const groupBy = draft.groupBy.flatMap((dimension) => dimension ?? []);
  const found = gazetteer.unitsOf(territory);
  const places = await placesIn(tx, groupBy, { units: found, mergers });
  const violations = checkSelection(draft, {
    today,
    mergers,
    levelOf: (code) => gazetteer.levelOf(code),
    isHromada: (code) => gazetteer.isHromada(code),
    places,
    isSensitive,
  });
  const request: FigureRequest = {
    measures: draft.measures,
    from,
    to,
    territory,
    groupBy,
    category: category ?? undefined,
    placeCodes: draft.placeCodes,
    attribute: draft.attribute,
    knownOn: asKnownOn,
    territoryAsOf: asOfToday ? 'today' : 'event',
    today,
  };
  const units = violations.length > 0 ? [] : found;
  const measures = draft.measures.flatMap((name) => findMeasure(name) ?? []);
  const sizes = sizesOf(request, { territories: units.length, measures: measures.length, places });
  return { request, wanted: { units, mergers }, measures, sizes, violations };
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
};

const PAGE_SIZES = { usual: 2_000, largest: 10_000 } as const;
const LONGEST_PLACE = 200;

function queryFigures(sources: Sources): Rpc {
  return query(Statistics.queryFigures, {
    async parse(message, fields) {
      const selected = await select(sources, message.selection);
      const { request, sizes, violations } = selected;
      fields.check(violations.length > 0 ? violations : checkSize(request, sizes));
      const list = readListPage(message, fields, QueryFiguresRequest, toFigurePlace, PAGE_SIZES);
      return { ...selected, isFilled: message.fillGaps, list };
    },
    async read({ isFilled, list: { place, size }, ...selected }, _call, database) {
      const { request } = selected;
      const tx = database.em.fork();
      const all = isFilled ? await readFilled(tx, selected) : await readFiguresOf(tx, request, selected.wanted);
      const after = inOrder(all, request.measures).filter(
        (figure) => place === undefined || placeOf(figure, request.measures) > place,
      );
      return pageOf(after, size);
    },
    reply: ({ page, last }, { request, list }) => ({
      figures: page.map(toFigureMessage),
      nextPageToken: nextPageToken(list, last && placeOf(last, request.measures)),
    }),
  });
}

function toFigurePlace(text: string): string | undefined {
  return text.length <= LONGEST_PLACE ? text : undefined;
}

/** The figures of a selection, and its counts of 0. */
export async function readFilled(tx: EntityManager, selected: Selected): Promise<Figure[]> {
  const { request, wanted, measures } = selected;
  const found = await readFiguresOf(tx, request, wanted);
  return fillGaps(found, await gapsOf(tx, request, wanted, measures));
}

async function gapsOf(
  tx: EntityManager,
  { from, to, groupBy, knownOn, today, territoryAsOf }: FigureRequest,
  { units, mergers }: WantedUnits,
  measures: readonly Measure[],
) {
  const until = knownOn === undefined || knownOn > today ? today : knownOn;
  const lastOf = new Map(mergers.map(({ code, effectiveDate }) => [code, effectiveDate]));
  return {
    counts: measures
      .filter(({ kind, source }) => kind === 'count' && source.kind !== 'cameras')
      .map(({ name }) => name),
    groupBy,
    from,
    to,
    territories: units.map(({ territory }) => ({
      territory,
      mergedOn: territoryAsOf === 'event' ? lastOf.get(territory) : undefined,
    })),
    counted: await countedDays(tx, until),
  };
}

const { nameOf: toExportFormat } = enumNames(ExportFormat, EXPORT_FORMATS);

/** Figures that are read at a time; while they are written, the next ones are read. */
const PORTION = 20_000;

function exportFigures(sources: Sources): Rpc {
  return stream(
    Statistics.exportFigures,
    ({ database }) =>
      async function* (message) {
        const { request, wanted, measures, sizes, violations } = await select(sources, message.selection);
        const format = toExportFormat(message.format);
        refuseInvalid([...violations, ...unless(format !== undefined, 'format', 'must be CSV or JSON_LINES')]);
        if (format === undefined) return;
        yield { chunk: Buffer.from(headOf(format, { request, measures, exportedAt: sources.clock.now() })) };
        const lineOf = lineWriter(format, columnsOf(request.groupBy, measures));
        const counted = await countersByPart(database.em.fork(), request, wanted, measures);
        const portions = portionsOf(request, wanted.units, {
          others: othersOf(request, sizes),
          most: PORTION,
          counted,
        });
        const read = ({ units, ...range }: Portion<Unit>) =>
          readFiguresOf(database.em.fork(), { ...request, ...range }, { ...wanted, units });
        for await (const found of oneAhead(portions, read)) {
          for (const chunk of chunksOf(inOrder(found, request.measures), lineOf)) yield { chunk };
        }
      },
  );
}

/** How many figures there are for a territory and a part of the calendar, at most, or about as many. */
function othersOf({ groupBy }: FigureRequest, sizes: Sizes): number {
  const { measures, territories, categories, channels, responders, places, attributes } = sizes;
  const placesEach = groupBy.includes('territory') ? Math.ceil(places / Math.max(1, territories)) : places;
  return [
    groupBy.includes('category') ? categories : 1,
    groupBy.includes('channel') ? channels : 1,
    groupBy.includes('responder') ? responders : 1,
    groupBy.includes('attribute') ? attributes : 1,
    Math.max(1, placesEach),
  ].reduce((product, count) => product * count, measures);
}

const FIGURES_A_CHUNK = 500;

function* chunksOf(figures: readonly Figure[], lineOfFigure: (figure: Figure) => string): Generator<Buffer> {
  for (let first = 0; first < figures.length; first += FIGURES_A_CHUNK) {
    yield Buffer.from(
      figures
        .slice(first, first + FIGURES_A_CHUNK)
        .map(lineOfFigure)
        .join(''),
    );
  }
}
