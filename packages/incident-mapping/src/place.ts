import type { Point } from '@safe-community/contracts/geo/v1/point.ts';
import type { Installation, Violation } from '@safe-community/domain-kit';
import { isKatottg, locate, UKRAINE_BOUNDS } from '@safe-community/territory';
import { fold, type Cell, type Columns } from './columns.ts';
import type { FurtherFile } from './further-file.ts';
import type { Reason } from './mapped-row.ts';
import { NO_PLACE, placeIn, placeOfCode, type CodedPlace } from './place-code.ts';
import type { Mapping } from './schema.ts';
import { compileTranslation, isOfEmptyCell, type Meaning } from './translation.ts';

/** Where a row is, or why that is not known. */
interface FoundPlace extends CodedPlace {
  readonly location: Point | undefined;
  /** A point outside Ukraine that was left out. */
  readonly droppedPoint: boolean;
}

/** `isEmpty` if the row does not say where it is, whatever the mapping makes of that. */
export type ReadPlace = (cells: readonly string[]) => (
  | FoundPlace
  | { readonly skip: true }
  | { readonly reasons: readonly Reason[]; readonly unmapped?: string }
) & {
  readonly isEmpty?: boolean;
};

interface PlaceSources {
  readonly columns: Columns;
  readonly empty: readonly string[];
  readonly files: ReadonlyMap<string, FurtherFile>;
  readonly newColumns: (file: FurtherFile) => Columns;
  readonly installation: Installation;
}

type PlaceRule = NonNullable<Mapping['place']>;
type PointRule = NonNullable<PlaceRule['point']>;

const NO_CELL: Cell = () => '';
const CODE = 'must be a KATOTTG code (UA and 17 digits)';
const NOT_IN_UKRAINE = 'the point is in no hromada of Ukraine';
const IN_CRIMEA = 'the point is in AR Crimea, whose hromadas have no known borders';

/** Compiles how a row says where it is: by code, else by the table of names, else by the point. */
export function compilePlace(mapping: Mapping, sources: PlaceSources, problems: Violation[]): ReadPlace {
  const { place } = mapping;
  if (place === undefined) {
    problems.push({ field: 'mapping.place', rule: 'must be given' });
    return () => ({ skip: true });
  }
  const { columns, installation } = sources;
  const readCodes = compileCodes(place, columns, problems);
  const named = place.names && compileNames(place.names, sources, problems);
  const readPoint = place.point && compilePoint(place.point, columns);
  if (place.point?.shift !== undefined && installation === 'real') {
    problems.push({ field: 'mapping.place.point.shift', rule: 'must be used only in a demonstration' });
  }
  const { otherwise = 'reject' } = place;
  const other =
    otherwise === 'reject' || otherwise === 'skip'
      ? NO_PLACE
      : placeIn(otherwise, 'mapping.place.otherwise', ', or "reject" or "skip"', problems);
  const hasOther = Object.keys(place).some((key) => key !== 'point');
  if (place.point?.outside === 'drop' && !hasOther) {
    problems.push({
      field: 'mapping.place.point.outside',
      rule: 'must not be drop if only the point says where a row is',
    });
  }
  return (cells) => {
    const point = readPoint?.(cells) ?? { none: true };
    if ('skip' in point) return point;
    const reasons: Reason[] = 'reason' in point ? [point.reason] : [];
    let coded = readCodes(cells, reasons);
    const location = 'point' in point ? point.point : undefined;
    const byCode = Object.values(coded).some((code) => code !== '');
    let isEmpty = !byCode && location === undefined && named === undefined && reasons.length === 0;
    if (!byCode && named !== undefined) {
      const meaning = named(cells);
      isEmpty = isOfEmptyCell(meaning) && location === undefined && reasons.length === 0;
      if ('skip' in meaning) return { skip: true, isEmpty };
      const isSaid = !('unmapped' in meaning) || meaning.unmapped !== '' || otherwise === 'reject';
      if ('value' in meaning) coded = meaning.value;
      else if (location === undefined && isSaid) {
        const { column, unmapped } = meaning;
        reasons.push({ field: 'place', column, text: unmapped, rule: 'is not in the mapping' });
        return { reasons, unmapped, isEmpty };
      }
    }
    if (reasons.length > 0) return { reasons };
    const found = { ...coded, location, droppedPoint: 'outside' in point, isEmpty };
    if (Object.values(coded).some((code) => code !== '')) return found;
    const located = location && locate(location);
    if (located?.code !== undefined) return found;
    if (location === undefined && otherwise === 'skip') return { skip: true, isEmpty };
    if (location === undefined && otherwise !== 'reject') return { ...found, ...other };
    const unknown = located === undefined ? NOT_IN_UKRAINE : IN_CRIMEA;
    const rule = location === undefined ? 'no column says where it is' : unknown;
    return { reasons: [{ field: 'place', rule }], isEmpty };
  };
}

/** The codes of a row. The hromada's column may hold the code of a settlement, too. */
function compileCodes(
  { hromada, settlement, starosta_district: district }: PlaceRule,
  columns: Columns,
  problems: Violation[],
): (cells: readonly string[], reasons: Reason[]) => CodedPlace {
  const cellOf = (column: string | undefined, key: string): Cell =>
    column === undefined ? NO_CELL : columns.cell(column, `mapping.place.${key}.column`);
  const { column, value } = hromada ?? {};
  const always = value === undefined ? NO_PLACE : placeIn(value, 'mapping.place.hromada.value', '', problems);
  const hromadaCell = cellOf(column, 'hromada');
  const settlementCell = cellOf(settlement?.column, 'settlement');
  const districtCell = cellOf(district?.column, 'starosta_district');
  return (cells, reasons) => {
    const [given, settlementCode, starostaDistrictCode] = [hromadaCell, settlementCell, districtCell].map((cell) =>
      cell(cells),
    ) as [string, string, string];
    for (const [name, text] of [
      [column, given],
      [settlement?.column, settlementCode],
    ] as const) {
      if (text !== '' && !isKatottg(text)) reasons.push({ field: 'place', column: name, text, rule: CODE });
    }
    const place = given === '' ? always : placeOfCode(given);
    const { hromadaCode, ...rest } = 'rule' in place ? NO_PLACE : place;
    return {
      hromadaCode,
      settlementCode: settlementCode || rest.settlementCode,
      starostaDistrictCode: starostaDistrictCode || rest.starostaDistrictCode,
    };
  };
}

/** A table of names in the mapping, and one in a further file. */
function compileNames(
  rule: NonNullable<PlaceRule['names']>,
  { columns, files, newColumns }: PlaceSources,
  problems: Violation[],
): (cells: readonly string[]) => Meaning<CodedPlace> {
  const field = 'mapping.place.names';
  const table = { ...rule.table };
  for (const [name, code] of Object.entries(table)) placeIn(code, `${field}.table.${name}`, '', problems);
  const lineOf = new Map<string, number>();
  if (rule.file !== undefined) {
    const file = files.get(rule.file);
    if (file === undefined) problems.push({ field: `${field}.file`, rule: `“${rule.file}” must be one of files` });
    else {
      const own = newColumns(file);
      const [first = '', second = ''] = file.header;
      const name = own.cell(rule.name_column ?? first, `${field}.name_column`);
      const code = own.cell(rule.code_column ?? second, `${field}.code_column`);
      for (const { line, cells } of file.rows) {
        const [place, unit] = [name(cells), code(cells)];
        const at = `files.${rule.file}, line ${line}`;
        const known = lineOf.get(fold(place));
        if (known !== undefined && table[fold(place)] !== unit) {
          problems.push({ field: at, rule: `“${place}” is already mapped in line ${known}` });
        }
        placeIn(unit, at, '', problems);
        lineOf.set(fold(place), line);
        table[fold(place)] = unit;
      }
    }
  }
  if (files.has(rule.file ?? '') && Object.keys(table).length === 0) {
    problems.push({ field: `files.${rule.file}`, rule: 'must name a place and its code in a line' });
  }
  // Without the codes that are reported already.
  const sound = Object.fromEntries(Object.entries(table).filter(([, code]) => !('rule' in placeOfCode(code))));
  return compileTranslation({ ...rule, values: sound }, field, columns, PLACES, problems);
}

/** A cell may be a code itself. */
const PLACES = {
  what: 'code of a hromada, settlement or starosta district',
  of(code: string): CodedPlace | undefined {
    const place = placeOfCode(code);
    return 'rule' in place ? undefined : place;
  },
  listed: [],
};

const DEGREES = /^-?\d{1,3}([.,]\d+)?$/;

const DEGREES_RULE = 'must both be decimal degrees, or both be empty';
const PAIR_RULE = 'must be like (49.23, 28.47) or POINT (28.47 49.23), or be empty';

type FoundPoint =
  | { readonly none: true }
  | { readonly point: Point }
  | { readonly outside: true }
  | { readonly skip: true }
  | { readonly reason: Reason };

function compilePoint(rule: PointRule, columns: Columns): (cells: readonly string[]) => FoundPoint {
  const degreesOf = compileDegrees(rule, columns);
  const { outside = 'reject', shift = { latitude: 0, longitude: 0 } } = rule;
  const column = rule.column ?? `${rule.latitude} and ${rule.longitude}`;
  return (cells) => {
    const [north, east] = degreesOf(cells);
    if (north === '' && east === '') return { none: true };
    if (!DEGREES.test(north) || !DEGREES.test(east)) {
      return { reason: { field: 'place', column, rule: rule.column === undefined ? DEGREES_RULE : PAIR_RULE } };
    }
    const latitude = Number(north.replace(',', '.')) + shift.latitude;
    const longitude = Number(east.replace(',', '.')) + shift.longitude;
    if (isWithin(latitude, longitude)) return { point: { latitude, longitude } };
    if (outside === 'skip') return { skip: true };
    if (outside === 'drop') return { outside: true };
    return { reason: { field: 'place', column, rule: 'must be a point in Ukraine' } };
  };
}

/** "(49.23, 28.47)", "49.23 28.47", or "POINT (28.47 49.23)", which begins with the longitude. */
const PAIR = /^(point)?\s*\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?$/i;

/** Latitude and longitude as they are written; both empty if the row gives none. */
function compileDegrees(rule: PointRule, columns: Columns): (cells: readonly string[]) => readonly [string, string] {
  const { latitude = '', longitude = '', column } = rule;
  if (column === undefined) {
    const latitudeCell = columns.cell(latitude, 'mapping.place.point.latitude');
    const longitudeCell = columns.cell(longitude, 'mapping.place.point.longitude');
    return (cells) => [latitudeCell(cells), longitudeCell(cells)];
  }
  const cell = columns.cell(column, 'mapping.place.point.column');
  return (cells) => {
    const text = cell(cells);
    if (text === '') return ['', ''];
    const [, isPoint, first = text, second = text] = PAIR.exec(text) ?? [];
    return isPoint === undefined ? [first, second] : [second, first];
  };
}

function isWithin(latitude: number, longitude: number): boolean {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}
