import { prepared, type EntityManager } from '@safe-community/database';
import { readCoveredUnits, type CoveredUnit } from '../beats/module.ts';
import { attributeOf, DETAIL_ROWS } from '../incidents/module.ts';
import { SMALLER, smallerIn, type Figure, type Smaller } from './figure.ts';
import { CELL_COUNTS, type CellCount, type Measure } from './measure.ts';

import {
  CELL,
  COUNTING,
  GROUPS,
  keysReader,
  knownCells,
  placePartsOf,
  rowsIn,
  scopeOf,
  WANTED,
  type GroupRow,
  type Scope,
} from './scope.store.ts';

/** What details have: smaller places and attributes say nothing of open outcomes. */
const DETAIL_COUNTS = CELL_COUNTS.filter((count) => count !== 'outcomes_open');
type DetailCount = Exclude<CellCount, 'outcomes_open'>;

const KNOWN = `${WANTED} and ($9::date is null or known_on <= $9::date)`;

/** Counts by smaller place or by attribute: the details of incidents, beside the cells that hold all of them. */
export async function readDetails(tx: EntityManager, scope: Scope, measures: readonly Measure[]): Promise<Figure[]> {
  const smaller = smallerIn(scope.request.groupBy);
  if (smaller === undefined) return readAttributes(tx, scope, measures);
  return smaller === 'beat' ? readBeats(tx, scope) : readPlaces(tx, scope, smaller);
}

/** The named places, and the rest of the cells: empty where it is not known. */
const PLACES = `(
  select ${CELL}, settlement_code, starosta_district_code, incidents from ${DETAIL_ROWS} as known where ${KNOWN}
  union all
  select ${CELL}, '', '', -incidents from ${DETAIL_ROWS} as known where ${KNOWN}
  union all
  select ${CELL}, '', '', incidents from ${knownCells(['incidents'])}
) as detail`;

const BY_PLACE = prepared(`
  select ${GROUPS}, place, sum(incidents)::float8 as incidents
  from ${PLACES} ${COUNTING}
  cross join lateral (select case when $13 = 'settlement' then settlement_code else starosta_district_code end) as named (place)
  where $14::text[] is null or place = any($14::text[])
  group by 1, 2, 3, 4 having sum(incidents) > 0`);

// The most specific unit counts. Without a named place, only the sole beat of a whole hromada is sure.
const BY_BEAT = prepared(`
  with covered as materialized (
    select * from unnest($13::text[], $14::text[], $15::date[], $16::date[], $17::boolean[])
      as covered (unit_code, beat_id, first_day, last_day, alone)
  )
  select ${GROUPS}, place, sum(incidents)::float8 as incidents
  from ${PLACES} ${COUNTING}
  left join covered of_settlement on of_settlement.unit_code = nullif(settlement_code, '')
    and day between of_settlement.first_day and of_settlement.last_day
  left join covered of_district on of_district.unit_code = nullif(starosta_district_code, '')
    and day between of_district.first_day and of_district.last_day
  left join covered of_hromada on of_hromada.unit_code = territory_code
    and day between of_hromada.first_day and of_hromada.last_day
    and (of_hromada.alone or settlement_code <> '' or starosta_district_code <> '')
  cross join lateral (
    select coalesce(of_settlement.beat_id, of_district.beat_id, of_hromada.beat_id, '')) as named (place)
  where $18::text[] is null or place = any($18::text[])
  group by 1, 2, 3, 4 having sum(incidents) > 0`);

interface PlaceRow extends GroupRow {
  readonly place: string;
  readonly incidents: number;
}

async function readPlaces(tx: EntityManager, scope: Scope, smaller: Smaller): Promise<Figure[]> {
  const { request, values } = scope;
  const found = await rowsIn<PlaceRow>(tx, BY_PLACE, scope, [...values, smaller, wantedOf(request.placeCodes)]);
  const keysOf = keysReader(request);
  return found.map((row) => figureOf(row, { ...keysOf(row), [SMALLER[smaller]]: row.place }));
}

async function readBeats(tx: EntityManager, scope: Scope): Promise<Figure[]> {
  const { request, values } = scope;
  const covered = columnsOf(await readCoveredUnits(tx, scope.codes, scope.request.knownOn));
  const found = await rowsIn<PlaceRow>(tx, BY_BEAT, scope, [...values, ...covered, wantedOf(request.placeCodes)]);
  const keysOf = keysReader(request);
  return found.map((row) => figureOf(row, { ...keysOf(row), beatId: row.place }));
}

function figureOf({ incidents }: PlaceRow, keys: Partial<Figure>): Figure {
  return { ...keys, measure: 'incidents', value: incidents };
}

function wantedOf(codes: readonly string[] = []): readonly string[] | null {
  return codes.length === 0 ? null : codes;
}

function columnsOf(covered: readonly CoveredUnit[]): unknown[] {
  return [
    covered.map(({ unitCode }) => unitCode),
    covered.map(({ beatId }) => beatId),
    covered.map(({ first }) => first),
    covered.map(({ last }) => last ?? 'infinity'),
    covered.map(({ isAlone }) => isAlone),
  ];
}

const BY_ATTRIBUTE = prepared(`
  select ${GROUPS}, attribute, ${DETAIL_COUNTS.map((count) => `sum(${count})::float8 as ${count}`).join(', ')}
  from (select ${CELL}, attributes, ${DETAIL_COUNTS.join(', ')} from ${DETAIL_ROWS} as known where ${KNOWN}) as detail ${COUNTING}
  cross join lateral unnest(string_to_array(attributes, ' ')) as attribute
  where $13::text = '' or split_part(attribute, '=', 1) = $13::text
  group by 1, 2, 3, 4 having sum(incidents) > 0`);

type AttributeRow = GroupRow & { readonly attribute: string } & Readonly<Record<DetailCount, number>>;

/** The counters of an oblast or the country are those of its hromadas. */
function ofHromadas({ request, wanted, categories }: Scope): Scope {
  return scopeOf(request, wanted, categories, placePartsOf(request, wanted));
}

async function readAttributes(tx: EntityManager, scope: Scope, measures: readonly Measure[]): Promise<Figure[]> {
  const wider = ofHromadas(scope);
  const { request, values } = wider;
  const found = await rowsIn<AttributeRow>(tx, BY_ATTRIBUTE, wider, [...values, request.attribute ?? '']);
  const keysOf = keysReader(request);
  return found.flatMap((row) =>
    measures.flatMap(({ name, source }): Figure[] => {
      if (source.kind !== 'cells' || source.count === 'outcomes_open') return [];
      return [{ ...keysOf(row), attribute: attributeOf(row.attribute), measure: name, value: row[source.count] }];
    }),
  );
}
