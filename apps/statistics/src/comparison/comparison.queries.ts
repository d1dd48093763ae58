import { CompareTerritoriesRequest } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot, type EntityManager } from '@safe-community/database';
import { checkKnownOn, checkPastDays, kyivDay, unless, type Fields, type Violation } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query } from '@safe-community/service-kit';
import { findOblast } from '@safe-community/territory';
import { checkOffered, findMeasure, readPlaces, toLevel, type Measure } from '../figures/module.ts';
import { isSensitive, toCategory, type Category } from '../incidents/module.ts';
import { LEVELS, readControl, type Level, type Unit } from '../territory/module.ts';
import { compare, ratioOf, type Ranked } from './comparison.ts';
import { toEstimate, toGroupMessage, toTerritoryMessage } from './comparison.mapping.ts';
import { withPeers } from './peers.ts';
import { namesOf, populatedHromadas } from './populations.ts';
import {
  areComparable,
  isComparable,
  readRatedPlaces,
  sourcesOf,
  unitsIn,
  type ComparedUnits,
  type RatedCount,
} from './rated-places.store.ts';

const MAX_DAYS = 3_660;

export const compareTerritories = query(StatisticsServiceService.compareTerritories, {
  async parse({ request, fields, database, clock }) {
    const { firstDay: from, lastDay: to, asKnownOn } = request;
    const today = kyivDay(clock.now());
    const measure = readMeasure(request, fields);
    const category = readCategory(request, fields);
    fields.check([...checkPastDays(from, to, today, MAX_DAYS), ...checkKnownOn(asKnownOn, 'as_known_on', today)]);
    const choice = readChoice(request, fields);
    const knownOn = asKnownOn === '' ? undefined : asKnownOn;
    const territoryAsOf = request.territoryAsOfToday ? 'today' : 'event';
    const count: RatedCount = { measure, category, from, to, knownOn, today, territoryAsOf };
    const compared = await readUnits(database.em.fork(), count, choice, fields);
    const list = readListPage(request, fields, CompareTerritoriesRequest, toRankedPlace);
    return { count, compared, pair: readPair(request), peers: peersOf(request.peersOf, compared.units), list };
  },
  async read({ query: { count, compared, pair, list }, database }) {
    const comparison = compare(await inSnapshot(database, (tx) => readRatedPlaces(tx, count, compared)));
    const left = comparison.ranking.filter((ranked) => isAfter(ranked, list.place));
    const placeOf = (code: string) => comparison.ranking.find(({ place }) => place.code === code)?.place;
    const ratio = pair && ratioOf(placeOf(pair.first), placeOf(pair.second));
    return { group: comparison.group, ratio, ...pageOf(left.slice(0, list.size + 1), list.size) };
  },
  reply: ({
    found: { group, ratio, page, last },
    query: {
      count: { measure, from, to },
      compared,
      peers,
      list,
    },
  }) => ({
    territories: page.map((ranked) => toTerritoryMessage(ranked, group, namesOf(ranked.place.code))),
    group: toGroupMessage(group, measure, {
      firstDay: from,
      lastDay: to,
      populationSources: sourcesOf(compared),
      peers,
    }),
    nextPageToken: nextPageToken(list, last && placeOfRanked(last)),
    ratio: ratio && toEstimate(ratio),
  }),
});

type RequestFields = Fields<CompareTerritoriesRequest>;

function readMeasure({ measure: name }: CompareTerritoriesRequest, fields: RequestFields): Measure {
  const measure = findMeasure(name);
  const isKnown = measure !== undefined;
  fields.check([
    ...unless(isKnown, 'measure', 'must be the name of a measure'),
    ...unless(!isKnown || isComparable(measure), 'measure', 'must be a measure that counts incidents or people'),
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
type Choice =
  | { readonly codes: readonly string[] }
  | { readonly peersOf: string }
  | { readonly level: Level; readonly oblastCode: string };

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
  const isKnown = populatedHromadas().some((hromada) => hromada.code === code);
  fields.check(unless(isKnown, 'peers_of', 'must be the KATOTTG code of a hromada with a known population'));
  return { peersOf: code };
}

/** The wanted territories that exist in the period. None are read for a request that is invalid already. */
async function readUnits(
  tx: EntityManager,
  count: RatedCount,
  choice: Choice,
  fields: RequestFields,
): Promise<ComparedUnits> {
  if (fields.violations.length > 0) return { units: [], mergers: [], parts: [] };
  const { gazetteer, mergers } = await readPlaces(tx, count.knownOn);
  const all = gazetteer.unitsOf(
    'level' in choice
      ? { level: choice.level, withinCode: choice.oblastCode || undefined }
      : { codes: 'codes' in choice ? choice.codes : await readPeers(tx, choice.peersOf, count) },
  );
  const compared = unitsIn(count, all, mergers);
  fields.check(unless(areComparable(compared.units), 'territory_codes', 'must be of one level below the country'));
  fields.check(checkCompared(count, compared.units));
  if ('level' in choice) return compared;
  const known = new Set(all.map(({ territory }) => territory));
  const existing = new Set(compared.units.map(({ territory }) => territory));
  const named =
    'codes' in choice
      ? choice.codes.map((code, index) => ({ code, field: `territory_codes[${index}]` }))
      : [{ code: choice.peersOf, field: 'peers_of' }];
  for (const { code, field } of named) {
    if (!known.has(code)) fields.check([{ field, rule: 'must be the KATOTTG code of a known territory' }]);
    else if (!existing.has(code)) {
      fields.check([{ field, rule: 'must be of a territory that exists in the period: this one was merged before' }]);
    }
  }
  return compared;
}

function checkCompared({ measure, category }: RatedCount, units: readonly Unit[]): Violation[] {
  const level = LEVELS.findLast((each) => units.some((unit) => unit.level === each)) ?? 'country';
  const asked = { category, level, groupBy: [] };
  return checkOffered(measure, asked, { place: 'measure', category: 'category', groupBy: 'measure' });
}

/** The hromada and its peers, without those of which nobody reports on the last day. */
async function readPeers(tx: EntityManager, code: string, { to, knownOn }: RatedCount): Promise<string[]> {
  const control = await readControl(tx, knownOn);
  const counted = new Set(
    control.counted(
      populatedHromadas().map((each) => each.code),
      to,
    ),
  );
  const wanted = populatedHromadas().filter((each) => each.code === code || counted.has(each.code));
  return withPeers(code, wanted).map((peer) => peer.code);
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

/** Exactly two territories, which are set side by side. */
function readPair({ territoryCodes: [first, second, third] }: CompareTerritoriesRequest) {
  return first === undefined || second === undefined || third !== undefined ? undefined : { first, second };
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
