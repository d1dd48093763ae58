import { expect, test } from 'vitest';

import { distanceKm } from './distance.ts';
import { hromadas } from './hromadas.ts';
import { locate } from './locate.ts';
import { placedSettlements, settlementPoint } from './settlement-points.ts';

const ALL = hromadas().map((hromada) => ({ hromada, placed: placedSettlements(hromada.code) }));

test('nearly every hromada has the point of its centre, which comes first', () => {
  const without = ALL.filter(({ placed }) => placed[0]?.isCentre !== true);
  expect(without.length).toBeLessThan(30);
  expect(ALL.every(({ placed }) => placed.filter(({ isCentre }) => isCentre).length <= 1)).toBe(true);
});

test('points lie in their hromada, and centres near the point that the other source gives', () => {
  const inside = ALL.flatMap(({ hromada: { code }, placed }) =>
    placed.map(({ point }) => {
      const at = locate(point);
      return at?.code === code || at?.neighbourCode === code;
    }),
  );
  expect(inside.length).toBeGreaterThan(3_000);
  expect(inside.filter((isInside) => !isInside).length / inside.length).toBeLessThan(0.01);
  const far = ALL.flatMap(({ hromada, placed: [centre] }) =>
    centre?.isCentre === true ? [distanceKm(centre.point, hromada)] : [],
  ).toSorted((a, b) => a - b);
  expect(far[Math.floor(far.length / 2)]).toBeLessThan(0.5);
  expect(far.filter((each) => each > 5)).toHaveLength(5);
});

test('the point of a settlement is the one that its hromada shows, and of most villages there is none', () => {
  for (const { placed } of ALL.slice(0, 50)) {
    for (const { settlement, point } of placed) expect(settlementPoint(settlement.code)).toEqual(point);
  }
  for (const code of ['UA05020310010099999', 'x', '']) expect(settlementPoint(code)).toBeUndefined();
});
