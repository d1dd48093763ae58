import {
  ListHromadasRequest,
  ListSettlementsRequest,
  SettlementCategory,
  TerritoryServiceService as Territory,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import type { Database } from '@safe-community/database';
import { checkOptionalDay, kyivDay, notFound, unless, type Violation } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import {
  BORDERS_ATTRIBUTION,
  findSettlement,
  findStarostaDistrict,
  foldLetters,
  locate,
  starostaDistricts,
  type Settlement,
} from '@safe-community/territory';
import { levelOfCode } from './change-rules.ts';
import { isFirstLevel, toCode } from './codifier.ts';
import { allHromadas, districtsIn, hromadaOf, matches, oblastOfCode, settlementsIn } from './places.ts';
import type { History } from './history.ts';
import { readHistory, successorOf } from './territory-change.store.ts';
import { readAllUnits, readUnits } from './territory-unit.store.ts';
import {
  categoryNumber,
  certaintyNumber,
  kindNumber,
  toChangeMessage,
  toDistrictMessage,
  toHromadaMessage,
  toSettlementMessage,
  toStateMessage,
} from './territory.mapping.ts';

const getHromada = query(Territory.getHromada, {
  parse: ({ fields, clock }) => ({
    code: fields.text('hromada_code', checkHromadaCode),
    day: fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now()),
  }),
  async read({ query: { code }, database }) {
    const em = database.em.fork();
    const hromada = hromadaOf(code, (await readUnits(em, [code]))[0]);
    return hromada === undefined ? notFound('hromada') : { hromada, history: await readHistory(em) };
  },
  reply: ({ found: { hromada, history }, query: { code, day } }) => ({
    hromada: toHromadaMessage(hromada, history, day),
    changes: history.of(code).map(toChangeMessage),
    starostaDistricts: history
      .partsOn(day, code)
      .flatMap((part) => starostaDistricts(part))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map((district) => toDistrictMessage(district, history, day)),
    settlements: settlementsOn(history, day, code).length,
  }),
});

const getSettlement = query(Territory.getSettlement, {
  parse: ({ fields, clock }) => ({
    code: fields.text('settlement_code', checkSettlementCode),
    day: fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now()),
  }),
  read: ({ query: { code }, database }) => withHistory('settlement', findSettlement(code), database),
  reply: ({ found: { unit: settlement, history }, query: { code, day } }) => ({
    settlement: toSettlementMessage(settlement, history, day),
    changes: history.of(code).map(toChangeMessage),
  }),
});

const getStarostaDistrict = query(Territory.getStarostaDistrict, {
  parse: ({ fields, clock }) => ({
    code: fields.text('starosta_district_code', checkDistrictCode),
    day: fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now()),
  }),
  read: ({ query: { code }, database }) => withHistory('starosta district', findStarostaDistrict(code), database),
  reply: ({ found: { unit: district, history }, query: { code, day } }) => ({
    starostaDistrict: toDistrictMessage(district, history, day),
    hromadaCode: history.currentCode(day, district.hromadaCode),
    changes: history.of(code).map(toChangeMessage),
  }),
});

/** A unit of the codifier, with the changes of all units. */
async function withHistory<Unit extends object>(what: string, unit: Unit | undefined, database: Database) {
  return unit === undefined ? notFound(what) : { unit, history: await readHistory(database.em.fork()) };
}

/** The settlements of a hromada on a day, with those of its merged parts and without merged ones. */
function settlementsOn(history: History, day: string, code: string): Settlement[] {
  return settlementsIn(history.partsOn(day, code)).filter(
    (each) => history.stateOn(day, each.code).merged === undefined,
  );
}

/** A page of the hromadas on a day that match all filters. */
const listHromadas = query(Territory.listHromadas, {
  parse({ request, fields, clock }) {
    const day = fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now());
    const search = foldLetters(fields.text('search', checkSearch));
    fields.text('oblast_code', checkOblast);
    fields.text('raion_code', checkRaion);
    return { ...request, day, search, list: readListPage(request, fields, ListHromadasRequest, toCode) };
  },
  async read({ query: { day, search, list, ...wanted }, database }) {
    const { place: after = '', size } = list;
    const em = database.em.fork();
    const history = await readHistory(em);
    const found = allHromadas(await readAllUnits(em)).filter((hromada) => {
      const { code, name, builtIn, oblastCode, raionCode } = hromada;
      if (code <= after || (wanted.kind !== 0 && wanted.kind !== kindNumber(hromada))) return false;
      if (wanted.oblastCode !== '' && wanted.oblastCode !== oblastCode) return false;
      if (wanted.raionCode !== '' && wanted.raionCode !== raionCode) return false;
      const { status, mergedSince } = toStateMessage(history, day, code);
      if ((wanted.status !== 0 && wanted.status !== status) || (mergedSince !== '' && !wanted.includeMerged))
        return false;
      return search === '' || matches([...history.namesOf(code, name), builtIn?.centre ?? ''], search);
    });
    return { ...pageOf(found, size), history };
  },
  reply: ({ found: { page, last, history }, query: { day, list } }) => ({
    hromadas: page.map((hromada) => toHromadaMessage(hromada, history, day)),
    nextPageToken: nextPageToken(list, last?.code),
  }),
});

/** A page of the settlements, or of the starosta districts, on a day that match all filters. */
const listSettlements = query(Territory.listSettlements, {
  parse({ request, fields, clock }) {
    const day = fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now());
    const search = foldLetters(fields.text('search', checkSearch));
    fields.text('oblast_code', checkOblast);
    fields.text('hromada_code', (code, field) => (code === '' ? [] : checkHromadaCode(code, field)));
    return { ...request, day, search, list: readListPage(request, fields, ListSettlementsRequest, toPartCode) };
  },
  async read({ query: { day, search, list, ...wanted }, database }) {
    const { place: after = '', size } = list;
    const em = database.em.fork();
    const { hromadaCode } = wanted;
    if (hromadaCode !== '' && hromadaOf(hromadaCode, (await readUnits(em, [hromadaCode]))[0]) === undefined) {
      return notFound('hromada');
    }
    const history = await readHistory(em);
    const parts = hromadaCode === '' ? undefined : history.partsOn(day, hromadaCode);
    const isOfDistricts = wanted.category === SettlementCategory.STAROSTA_DISTRICT;
    const found = (isOfDistricts ? districtsIn(parts) : settlementsIn(parts)).filter((part) => {
      const { code, name, hromadaCode: own = code } = part;
      if (code <= after || (wanted.category !== 0 && wanted.category !== categoryNumber(part))) return false;
      if (wanted.oblastCode !== '' && wanted.oblastCode !== oblastOfCode(own)) return false;
      if (!wanted.includeMerged && history.stateOn(day, code).merged !== undefined) return false;
      return search === '' || matches(history.namesOf(code, name), search);
    });
    return { ...pageOf(found, size), history };
  },
  reply: ({ found: { page, last, history }, query: { day, list } }) => ({
    settlements: page.map((part) => toSettlementMessage(part, history, day)),
    nextPageToken: nextPageToken(list, last?.code),
  }),
});

/** Also that of a starosta district. */
function toPartCode(text: string): string | undefined {
  return levelOfCode(text) === 'starosta-district' ? text : toCode(text);
}

const locatePoint = query(Territory.locatePoint, {
  parse({ request: { point }, fields }) {
    const located = point && locate(point);
    fields.check([
      ...unless(point !== undefined, 'point', 'must be given'),
      ...unless(point === undefined || located !== undefined, 'point', 'must lie in Ukraine'),
    ]);
    return located;
  },
  async read({ query: located, database, clock }) {
    if (located === undefined) return notFound('hromada');
    const [em, day] = [database.em.fork(), kyivDay(clock.now())];
    const hromadaCode = await successorOf(em, located.code ?? '', day);
    const neighbour = await successorOf(em, located.neighbourCode ?? '', day);
    // A border between two hromadas that were merged is none any more.
    return { ...located, hromadaCode, neighbourCode: neighbour === hromadaCode ? '' : neighbour };
  },
  reply: ({ found: { hromadaCode, oblastCode, certainty, distanceToBorderMetres, neighbourCode } }) => ({
    hromadaCode,
    oblastCode: hromadaCode === '' ? oblastCode : oblastOfCode(hromadaCode),
    certainty: certaintyNumber(certainty),
    distanceToBorderMetres,
    neighbourCode,
    attribution: BORDERS_ATTRIBUTION,
  }),
});

function checkHromadaCode(code: string, field: string): Violation[] {
  const isOne = levelOfCode(code) === 'hromada';
  return unless(isOne, field, 'must be the KATOTTG code of a hromada or a city with special status');
}

function checkSettlementCode(code: string, field: string): Violation[] {
  // Kyiv and Sevastopol are settlements as well.
  const isOne = levelOfCode(code) === 'settlement' || findSettlement(code) !== undefined;
  return unless(isOne, field, 'must be the KATOTTG code of a settlement or a district of a city');
}

function checkDistrictCode(code: string, field: string): Violation[] {
  const isOne = levelOfCode(code) === 'starosta-district';
  return unless(isOne, field, 'must be the code of a starosta district: 10 digits');
}

function checkOblast(code: string, field: string): Violation[] {
  const isOne = code === '' || isFirstLevel(code);
  return unless(isOne, field, 'must be empty or the KATOTTG code of an oblast or city with special status');
}

function checkRaion(code: string, field: string): Violation[] {
  const isOne = code === '' || /^UA\d{2}(?!00)\d{2}0{8}\d{5}$/.test(code);
  return unless(isOne, field, 'must be empty or the KATOTTG code of a raion');
}

function checkSearch(text: string, field: string): Violation[] {
  return unless(text === '' || foldLetters(text) !== '', field, 'must have a letter');
}

export const TERRITORY_QUERIES: readonly Rpc[] = [
  getHromada,
  getSettlement,
  getStarostaDistrict,
  listHromadas,
  listSettlements,
  locatePoint,
];
