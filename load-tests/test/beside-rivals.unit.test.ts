import { expect, it } from 'vitest';
import { besideOurs } from '../src/floors/beside-rivals.ts';
import type { Standing } from '../src/frame/compare.ts';

function standing(
  name: string,
  inFlight: number,
  rounds: readonly (readonly [perSecond: number, cpu: number])[],
): Standing {
  const turns = rounds.map(([perSecond, micros]) => ({
    measured: { perSecond, p50: 1_000 / perSecond, p99: 1 },
    cpu: { program: micros / 4, postgres: micros / 4, others: micros / 2 },
    callerCpu: 1_000,
  }));
  const [first] = turns;
  if (first === undefined) throw new Error('no rounds');
  return { ...first.measured, ...first, name, inFlight, turns, ratio: 1, cpuRatio: 1 };
}

it('divides each figure of a rival by ours of the same round and load', () => {
  const [ours, rival, oursOfMany, rivalOfMany] = besideOurs([
    standing('ours', 1, [
      [100, 800],
      [10, 8_000],
      [100, 800],
    ]),
    standing('rival', 1, [
      [200, 400],
      [20, 4_000],
      [400, 400],
    ]),
    standing('ours', 64, [
      [1_000, 80],
      [1_000, 80],
      [1_000, 80],
    ]),
    standing('rival', 64, [
      [500, 160],
      [500, 160],
      [500, 160],
    ]),
  ]);
  expect(ours).toMatchObject({ micros: 800, ratios: { perSecond: 1, p50: 1, micros: 1 } });
  expect(rival).toMatchObject({ perSecond: 200, p50: 5, micros: 400, ratios: { perSecond: 2, p50: 0.5, micros: 0.5 } });
  expect(oursOfMany).toMatchObject({ inFlight: 64, perSecond: 1_000 });
  expect(rivalOfMany).toMatchObject({ micros: 160, ratios: { perSecond: 0.5, p50: 2, micros: 2 } });
});
