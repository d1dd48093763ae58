import { CompareTerritoriesRequest } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Database, EntityManager } from '@safe-community/database';
import { checkPastDays, kyivDay, refuseInvalid, unless, type Fields, type Violation } from '@safe-community/domain-kit';
import { checkPageSize, nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { findOblast } from '@safe-community/territory';
import {
  findMeasure,
  Gazetteer,
  readFigures,
  toLevel,
  type Figure,
  type FigureRequest,
  type Level,
  type Measure,
  type Unit,
} from '../figures/module.ts';
import { isSensitive, toCategory, type Category } from '../incidents/module.ts';
import { partsOnTheDay, readListedUnits, readMergers, type Part } from '../territory/module.ts';
import { compare, type Place, type Ranked } from './comparison.ts';
import { toGroupMessage, toTerritoryMessage } from './comparison.mapping.ts';
import { withPeers } from './peers.ts';
import { existsIn, meanPopulation } from './population.ts';
import { namesOf, populatedHromadas, populationOf, populationSources } from './populations.adapter.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: { now(): Date };
}

const MOST_DAYS = 3_660;
const COMPARABLE: readonly Measure['unit'][] = ['incidents', 'people'];

export function comparisonQueries({ database, clock }: Sources): Rpc[] {
  return [
    query(StatisticsServiceService.compareTerritories, {
      async parse(request, fields) {
        const { firstDay, lastDay } = request;
        const measure = readMeasure(request, fields);
        const category = readCategory(request, fields);
        fields.check(checkPastDays(firstDay, lastDay, kyivDay(clock.now()), MOST_DAYS));
        const choice = readChoice(request, fields);
        fields.check(checkPageSize(request.pageSize));
        refuseInvalid(fields.violations);
        const territories = await readTerritories(database.em.fork(), request, choice);
        fields.check(territories.violations);
        const list = readListPage(request, fields, CompareTerritoriesRequest, toRankedPlace);
        return { request, measure, category, territories, list };
      },
      async read({ request, measure, category, territories, list }, _call, reader) {
        const counts = await readCounts(reader.em.fork(), request, measure, category, territories.units);
        const comparison = compare(placesOf(request, territories, counts));
        const left = comparison.ranking.filter((ranked) => isAfter(ranked, list.place));
        return { group: comparison.group, ...pageOf(left.slice(0, list.size + 1), list.size) };
      },
      reply: ({ group, page, last }, { request, measure, territories, list }) => ({
        territories: page.map((ranked) => toTerritoryMessage(ranked, group, namesOf(ranked.place.code))),
        group: toGroupMessage(group, measure, {
          firstDay: request.firstDay,
          lastDay: request.lastDay,
          populationSources: populationSources(peopledParts(territories.parts).map(({ code }) => code)),
          peers: peersOf(request.peersOf, territories.units),
        }),
        nextPageToken: nextPageToken(list, last && placeOfRanked(last)),
      }),
    }),
  ];
}

type RequestFields = Fields<CompareTerritoriesRequest>;

/** A rate per people needs a count that is known by category, so that sensitive ones are left out. */
function readMeasure({ measure: name }: CompareTerritoriesRequest, fields: RequestFields): Measure {
  const measure = findMeasure(name);
  const isComparable =
    measure?.kind === 'count' && COMPARABLE.includes(measure.unit) && measure.dimensions.includes('category');
  fields.check([
    ...unless(measure !== undefined, 'measure', 'must be the name of a measure'),
    ...unless(measure === undefined || isComparable, 'measure', 'must be a measure that counts incidents or people'),
  ]);
  return measure as Measure;
}

function readCategory({ category: number }: CompareTerritoriesRequest, fields: RequestFields): Category | undefined {
  const category = toCategory(number);
  fields.check([
    ...unless(number === 0 || category !== undefined, 'category', 'must be one of the known categories'),
    ...unless(
      category === undefined || !isSensitive(category),
      'category',
      'must not be a sensitive one (DOMESTIC_VIOLENCE, SCHOOL_SAFETY): small numbers identify people',
    ),
  ]);
  return category;
}

/** Which territories are wanted: these, all of a level, or a hromada and its peers. */
type Choice = { readonly codes: readonly string[] } | { readonly level: Level; readonly oblastCode: string };

function readChoice(request: CompareTerritoriesRequest, fields: RequestFields): Choice {
  const { territoryCodes, level: number, peersOf: code, oblastCode } = request;
  const level = toLevel(number);
  const given = [territoryCodes.length > 0, number !== 0, code !== ''].filter(Boolean).length;
  const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
  fields.check([
    ...unless(given === 1, 'territory_codes', 'exactly one of territory_codes, level, and peers_of must be given'),
    ...unless(number === 0 || (level !== undefined && level !== 'country'), 'level', 'must be one below the country'),
    ...unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'),
    ...unless(oblastCode === '' || number !== 0, 'oblast_code', 'must be empty without a level'),
  ]);
  if (level !== undefined) return { level, oblastCode };
  if (code === '') return { codes: territoryCodes };
  const peers = withPeers(code, populatedHromadas());
  fields.check(unless(peers.length > 0, 'peers_of', 'must be the KATOTTG code of a hromada with a known population'));
  return { codes: peers.map((peer) => peer.code) };
}

interface Territories {
  readonly units: readonly Unit[];
  readonly parts: readonly Part[];
  readonly violations: readonly Violation[];
}

async function readTerritories(
  tx: EntityManager,
  { firstDay, lastDay, territoryCodes }: CompareTerritoriesRequest,
  choice: Choice,
): Promise<Territories> {
  const gazetteer = new Gazetteer(await readListedUnits(tx));
  const all = gazetteer.unitsOf(
    'codes' in choice ? choice : { level: choice.level, withinCode: choice.oblastCode || undefined },
  );
  const parts = partsOnTheDay(all, await readMergers(tx));
  const partsOf = Map.groupBy(parts, ({ territory }) => territory);
  const units = all.filter(({ territory }) => existsIn(partsOf.get(territory) ?? [], firstDay, lastDay));
  const known = new Set(all.map(({ territory }) => territory));
  const existing = new Set(units.map(({ territory }) => territory));
  const levels = new Set(units.map(({ territory, level }) => (isCity(territory) ? 'city' : level)));
  levels.delete('city');
  return {
    units,
    parts: parts.filter(({ territory }) => existing.has(territory)),
    violations: [
      ...territoryCodes.flatMap((code, index) => [
        ...unless(known.has(code), `territory_codes[${index}]`, 'must be the KATOTTG code of a known territory'),
        ...unless(
          !known.has(code) || existing.has(code),
          `territory_codes[${index}]`,
          'must be of a territory that exists in the period: this one was merged before',
        ),
      ]),
      ...unless(
        levels.size <= 1 && !levels.has('country'),
        'territory_codes',
        'must be of one level below the country',
      ),
    ],
  };
}

/** Oblast, raion, and hromada in one: comparable with each of them. */
function isCity(code: string): boolean {
  return findOblast(code)?.kind === 'special-city';
}

/** Sums without the sensitive categories, of real or of invented data. Undefined: not known of a part of the incidents. */
async function readCounts(
  tx: EntityManager,
  { firstDay, lastDay, demonstration }: CompareTerritoriesRequest,
  { name, source }: Measure,
  category: Category | undefined,
  units: readonly Unit[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const wanted: FigureRequest = {
    // A number that is not known has no figure, but its incidents have.
    measures: source.kind === 'cells' ? [...new Set([name, 'incidents'])] : [name],
    from: firstDay,
    to: lastDay,
    territory: { codes: units.map(({ territory }) => territory) },
    groupBy: ['territory', 'category'],
    category,
    territoryAsOf: 'event',
  };
  const open = (await readFigures(tx, wanted)).filter((figure) => !isSensitive(figure.category as Category));
  const byTerritory = Map.groupBy(open, ({ territoryCode = '' }) => territoryCode);
  return new Map([...byTerritory].map(([code, figures]) => [code, sumOf(figures, name, demonstration)]));
}

function sumOf(figures: readonly Figure[], name: string, demonstration: boolean): number | undefined {
  const own = figures.filter(({ measure }) => measure === name);
  const categories = new Set(figures.map(({ category }) => category));
  if (figures.some(({ measure }) => measure !== name) && own.length < categories.size) return undefined;
  return own.reduce((sum, each) => sum + (demonstration ? each.demonstration : each.value - each.demonstration), 0);
}

function placesOf(
  { firstDay: from, lastDay: to }: CompareTerritoriesRequest,
  { units, parts }: Territories,
  counts: ReadonlyMap<string, number | undefined>,
): Place[] {
  const byTerritory = Map.groupBy(parts, ({ territory }) => territory);
  return units.map(({ territory }) => ({
    code: territory,
    count: counts.has(territory) ? counts.get(territory) : 0,
    population: meanPopulation(peopledParts(byTerritory.get(territory) ?? []), { from, to }, populationOf),
  }));
}

/** Counters of an oblast have its own code, but people are known of its hromadas. */
function peopledParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => {
    const ofOblast = populatedHromadas().filter(({ oblastCode }) => oblastCode === part.code);
    return ofOblast.length === 0 ? [part] : ofOblast.map(({ code }) => ({ ...part, code }));
  });
}

function peersOf(code: string, units: readonly Unit[]) {
  if (code === '') return undefined;
  const codes = new Set(units.map(({ territory }) => territory));
  const peers = populatedHromadas().filter((each) => codes.has(each.code));
  const populations = peers.map(({ population }) => population);
  return {
    kind: peers.find((each) => each.code === code)?.kind ?? '',
    leastPopulation: BigInt(Math.min(...populations)),
    mostPopulation: BigInt(Math.max(...populations)),
  };
}

/** Where a page begins: after this score and code. */
interface RankedPlace {
  readonly score: number;
  readonly code: string;
}

function placeOfRanked({ score, place }: Ranked): string {
  return `${score} ${place.code}`;
}

function toRankedPlace(text: string): RankedPlace | undefined {
  const [score = '', code = ''] = text.split(' ');
  return code === '' || !Number.isFinite(Number(score)) ? undefined : { score: Number(score), code };
}

function isAfter({ score, place }: Ranked, start: RankedPlace | undefined): boolean {
  return start === undefined || score < start.score || (score === start.score && place.code > start.code);
}
