import { expect, test } from 'vitest';
import { findHromada, hromadas, oblasts, specialCities } from '../index.ts';
import { outlines, type Outline, type Position } from './outlines.ts';
import { simplify } from './simplify.ts';

const CRIMEA = 'UA01000000000013043';
const units = [...hromadas(), ...specialCities()];
const oblastOf = new Map(units.map(({ code, oblastCode }) => [code, oblastCode]));
const byHromada = outlines({ unitOf: (code) => code, toleranceMetres: 800 });
const byOblast = outlines({ unitOf: (code) => oblastOf.get(code) ?? code, toleranceMetres: 800 });

test('every hromada, special city, and AR Crimea has closed rings', () => {
  expect(byHromada.map(({ code }) => code)).toEqual([...units.map(({ code }) => code), CRIMEA].toSorted());
  for (const { rings } of byHromada) {
    expect(rings.length).toBeGreaterThan(0);
    for (const ring of rings) expect([ring.length > 3, ring[0]]).toEqual([true, ring.at(-1)]);
  }
});

test('the points of the hromadas lie inside their outlines', () => {
  const drawn = new Map(byHromada.map((outline) => [outline.code, outline]));
  const outside = units.filter(({ code, longitude, latitude }) => !isInside(drawn.get(code), [longitude, latitude]));
  // Points of the source may lie beyond a border, and a simplified border moves by up to 800 m.
  expect(outside.length).toBeLessThan(20);
});

test('units that are drawn together have no border between them', () => {
  expect(byOblast.map(({ code }) => code)).toEqual(
    oblasts()
      .map(({ code }) => code)
      .toSorted(),
  );
  const points = (drawn: readonly Outline[]) => drawn.flatMap(({ rings }) => rings.flat()).length;
  expect(points(byOblast)).toBeLessThan(points(byHromada) / 4);
  const area = (drawn: readonly Outline[]) => drawn.reduce((sum, { rings }) => sum + areaOf(rings), 0);
  expect(area(byOblast) / area(byHromada)).toBeCloseTo(1, 2);
});

test('neighbours keep a common border', () => {
  const [one, other] = ['Вінницька', 'Якушинецька'].map((name) => units.find((unit) => unit.name === name)?.code);
  const rings = [one, other].map((code) => byHromada.find((outline) => outline.code === code)?.rings.flat() ?? []);
  const ofOther = new Set(rings[1]?.map(String));
  expect(rings[0]?.filter((point) => ofOther.has(String(point))).length).toBeGreaterThan(2);
});

test('leaves out units without a name', () => {
  const [kyiv] = specialCities();
  const drawn = outlines({ unitOf: (code) => (code === kyiv?.code ? code : undefined), toleranceMetres: 100 });
  expect(drawn.map(({ code }) => code)).toEqual([kyiv?.code]);
  expect(findHromada(kyiv?.code ?? '')?.name ?? kyiv?.name).toBe('Київ');
});

test('simplifies a line within the tolerance, and keeps a triangle of a closed one', () => {
  const zigzag = Array.from({ length: 101 }, (_, x) => ({ x, y: x % 2 }));
  const same = <T>(point: T) => point;
  expect(simplify(zigzag, same, 1.1)).toEqual([zigzag[0], zigzag[100]]);
  expect(simplify(zigzag, same, 0.4)).toHaveLength(101);
  const first = { x: 0, y: 0 };
  const square = [first, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }, first];
  expect(simplify(square, same, 100)).toHaveLength(4);
});

function isInside(outline: Outline | undefined, [x, y]: Position): boolean {
  let inside = false;
  for (const ring of outline?.rings ?? []) {
    for (const [index, [toX, toY]] of ring.entries()) {
      const [fromX, fromY] = ring[index - 1] ?? [toX, toY];
      if (fromY > y !== toY > y && x < fromX + ((y - fromY) * (toX - fromX)) / (toY - fromY)) inside = !inside;
    }
  }
  return inside;
}

/** Square degrees of the rings, islands and holes counted alike. */
function areaOf(rings: Outline['rings']): number {
  return rings.reduce((sum, ring) => {
    const twice = ring.reduce((all, [x, y], index) => {
      const [beforeX, beforeY] = ring[index - 1] ?? [x, y];
      return all + beforeX * y - x * beforeY;
    }, 0);
    return sum + Math.abs(twice) / 2;
  }, 0);
}
