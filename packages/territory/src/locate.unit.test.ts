import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BORDER_ERROR_METRES, distanceKm, findHromada, hromadas, locate, oblasts, specialCities } from './index.ts';
import type { Point } from './index.ts';
import { emergencyCalls, movedOntoUkraine } from '../test/emergency-calls.ts';
import { readSegments, unitsByRayCasting } from '../test/ray-casting.ts';
import type { Segment } from '../test/ray-casting.ts';
import { readRings, unitsByWinding } from '../test/winding.ts';

const CRIMEA = 'UA01000000000013043';
const SEVASTOPOL = 'UA85000000000065278';
const SEGMENTS = readSegments();
const BORDERS = process.env['SAFE_COMMUNITY_BORDERS'];
const CALLS = process.env['SAFE_COMMUNITY_EMERGENCY_CALLS'];

const anywhere = fc.record({
  latitude: fc.double({ min: 44, max: 52.6, noNaN: true }),
  longitude: fc.double({ min: 21.8, max: 40.6, noNaN: true }),
});

/** Points close to a border, where mistakes are. */
const besideBorder = fc
  .record({
    segment: fc.nat({ max: SEGMENTS.length - 1 }),
    along: fc.double({ min: 0, max: 1, noNaN: true }),
    north: fc.double({ min: -0.004, max: 0.004, noNaN: true }),
    east: fc.double({ min: -0.004, max: 0.004, noNaN: true }),
  })
  .map(({ segment, along, north, east }) => {
    const { from, to } = SEGMENTS[segment] ?? {
      from: { latitude: 0, longitude: 0 },
      to: { latitude: 0, longitude: 0 },
    };
    return {
      latitude: from.latitude + along * (to.latitude - from.latitude) + north,
      longitude: from.longitude + along * (to.longitude - from.longitude) + east,
    };
  });

/** Whether the answer agrees with the units that an independent test found. */
function agrees(point: Point, units: readonly string[]): boolean {
  const located = locate(point);
  // On the border itself, rounding decides.
  if (located !== undefined && located.distanceToBorderMetres < 0.001) return true;
  if (units.includes(CRIMEA)) return located?.oblastCode === CRIMEA && located.code === undefined;
  if (units.length > 0) return located?.code !== undefined && units.includes(located.code);
  // In a gap, off the coast, or abroad.
  return located?.certainty !== 'inside';
}

describe('a located point', () => {
  test.each([
    ['anywhere', anywhere],
    ['beside a border', besideBorder],
  ])('%s is in the unit that ray casting finds', (_where, points) => {
    fc.assert(
      fc.property(points, (point) => {
        expect(agrees(point, unitsByRayCasting(SEGMENTS, point))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('has the distance to the nearest of all borders', () => {
    const beside = fc.sample(besideBorder, { numRuns: 15, seed: 17 });
    const inner = [...hromadas().filter((_, index) => index % 40 === 0), { latitude: 45.3, longitude: 34.3 }];
    for (const point of [...inner, ...beside]) {
      const located = locate(point);
      if (located === undefined) continue;
      const { certainty, distanceToBorderMetres } = located;
      const shortest = SEGMENTS.reduce((least, segment) => Math.min(least, metresTo(point, segment, least)), Infinity);
      expect(Math.abs(distanceToBorderMetres - shortest)).toBeLessThan(0.1 + shortest / 100);
      expect(certainty === 'near_border').toBe(distanceToBorderMetres <= BORDER_ERROR_METRES);
    }
  });

  test.each([
    ['Kyiv', 50.4501, 30.5234, 'Київ', 'inside'],
    ['Lviv', 49.8397, 24.0297, 'Львівська', 'inside'],
    ['Sevastopol', 44.605, 33.56, 'Севастополь', 'inside'],
    ['Chornobyl', 51.27, 30.22, 'Іванківська', 'inside'],
    ['Snake Island', 45.255, 30.204, 'Вилківська', 'near_border'],
    ['the sea off Odesa', 46.45, 30.85, 'Одеська', 'offshore'],
    ['the Sea of Azov off Berdiansk', 46.68, 36.9, 'Бердянська', 'offshore'],
  ])('of %s', (_place, latitude, longitude, name, certainty) => {
    const located = locate({ latitude, longitude });
    expect([findHromada(located?.code ?? '')?.name, located?.certainty]).toEqual([name, certainty]);
  });

  test.each([
    ['Simferopol', 44.952, 34.102, 'inside'],
    ['a field near Dzhankoi', 45.75, 34.5, 'inside'],
    ['the sea off Yalta', 44.44, 34.2, 'offshore'],
  ])('in AR Crimea, %s, is of the republic and of no hromada', (_place, latitude, longitude, certainty) => {
    expect(locate({ latitude, longitude })).toMatchObject({ code: undefined, oblastCode: CRIMEA, certainty });
  });

  test('near the border of AR Crimea with a hromada is in the republic or in the hromada, and names the hromada', () => {
    const shared = SEGMENTS.filter(
      ({ units }) => units.includes(CRIMEA) && units.some((code) => code.startsWith('UA65')),
    );
    expect(shared.length).toBeGreaterThan(0);
    const points = shared.flatMap(({ from: { latitude, longitude } }) =>
      [-0.001, 0.001].map((north) => ({ latitude: latitude + north, longitude })),
    );
    const found = points.map((point) => locate(point)).filter((each) => each?.certainty === 'near_border');
    const [crimean, others] = [found.filter((each) => each?.oblastCode === CRIMEA), found.filter((each) => each?.code)];
    expect(crimean.some((each) => each?.code === undefined && each?.neighbourCode?.startsWith('UA65'))).toBe(true);
    expect(others.some((each) => each?.code?.startsWith('UA65') && each.neighbourCode === undefined)).toBe(true);
  });

  test('in AR Crimea is of no hromada anywhere; Sevastopol beside it is a city of its own', () => {
    const peninsula = fc.record({
      latitude: fc.double({ min: 44.3, max: 46.2, noNaN: true }),
      longitude: fc.double({ min: 32.4, max: 36.7, noNaN: true }),
    });
    fc.assert(
      fc.property(peninsula, (point) => {
        const { code, oblastCode, neighbourCode } = locate(point) ?? {};
        expect(neighbourCode ?? '').not.toMatch(/^UA01/);
        if (oblastCode === CRIMEA) expect(code).toBeUndefined();
        if (oblastCode === SEVASTOPOL) expect(code).toBe(SEVASTOPOL);
        if (code !== undefined) expect(findHromada(code)?.oblastCode).toBe(oblastCode);
      }),
    );
    expect(locate({ latitude: 44.605, longitude: 33.56 })).toMatchObject({ code: SEVASTOPOL, oblastCode: SEVASTOPOL });
  });

  test('beside a border names the neighbour', () => {
    // Between Vinnytska and Ahronomichna.
    const inside = locate({ latitude: 49.19277, longitude: 28.37203 });
    expect(inside).toMatchObject({ code: 'UA05020010000053508', certainty: 'inside' });
    expect(findHromada(inside?.neighbourCode ?? '')?.raionName).toBe('Вінницький');
  });

  test.each([
    ['Chișinău', 47.01, 28.86],
    ['Belgorod', 50.6, 36.58],
    ['Przemyśl, 9 km from the border', 49.78, 22.77],
    ['Sulina, at the mouth of the Danube', 45.155, 29.65],
    ['Anapa', 44.89, 37.32],
    ['the middle of the Black Sea', 43.9, 31.5],
    ['no number', Number.NaN, 30],
    ['infinity', 50, Infinity],
    ['the north pole', 90, 0],
    ['a number out of range', 1e300, -1e300],
  ])('is undefined for %s', (_place, latitude, longitude) => {
    expect(locate({ latitude, longitude })).toBeUndefined();
  });

  test('is in its own hromada for nearly every centre of the table', () => {
    const centres = [...hromadas(), ...specialCities()];
    const elsewhere = centres.filter((hromada) => locate(hromada)?.code !== hromada.code);
    // Their point in the source of the centres lies in the neighbour, according to the source of the borders.
    expect(elsewhere.map(({ name }) => name).toSorted()).toEqual([
      'Білозерська',
      'Здовбицька',
      'Коноплянська',
      'Куяльницька',
      'Луганська',
    ]);
  });

  test('has borders for each hromada, each special city, and AR Crimea', () => {
    const crimea = oblasts().find(({ code }) => code === CRIMEA);
    const expected = [...hromadas(), ...specialCities(), ...(crimea === undefined ? [] : [crimea])];
    const units = new Set(SEGMENTS.flatMap((segment) => segment.units));
    expect(units).toEqual(new Set(expected.map(({ code }) => code)));
  });
});

describe('compared with the published borders', () => {
  test('1,000 random points are in the polygon that contains them', ({ skip }) => {
    // The source of the borders is not part of the project.
    if (BORDERS === undefined) return skip('SAFE_COMMUNITY_BORDERS names no TopoJSON file of the borders');
    const rings = readRings(readFileSync(BORDERS, 'utf8'));
    const points = fc.sample(anywhere, { numRuns: 6_000, seed: 17 });
    const inside = points.filter((point) => unitsByWinding(rings, point).length > 0).slice(0, 1_000);
    expect(inside).toHaveLength(1_000);
    expect(inside.filter((point) => !agrees(point, unitsByWinding(rings, point)))).toEqual([]);
  });

  test('a real month of calls, moved onto Ukraine, is in the polygons that contain them', ({ skip }) => {
    if (BORDERS === undefined || CALLS === undefined) {
      return skip('SAFE_COMMUNITY_BORDERS and SAFE_COMMUNITY_EMERGENCY_CALLS name no files');
    }
    const rings = readRings(readFileSync(BORDERS, 'utf8'));
    const points = movedOntoUkraine(emergencyCalls(CALLS));
    expect(points.length).toBeGreaterThan(9_000);
    expect(points.filter((point) => !agrees(point, unitsByWinding(rings, point)))).toEqual([]);
  });
});

/** Distance to a segment: by ternary search, because the distance has one minimum along it. */
function metresTo(point: Point, { from, to }: Segment, enough: number): number {
  const at = (along: number) =>
    1_000 *
    distanceKm(point, {
      latitude: from.latitude + along * (to.latitude - from.latitude),
      longitude: from.longitude + along * (to.longitude - from.longitude),
    });
  const ends = Math.min(at(0), at(1));
  // The longest segment has 20 kilometres.
  if (ends > enough + 20_000) return ends;
  let [low, high] = [0, 1];
  for (let round = 0; round < 30; round += 1) {
    const third = (high - low) / 3;
    if (at(low + third) < at(high - third)) high -= third;
    else low += third;
  }
  return at((low + high) / 2);
}
