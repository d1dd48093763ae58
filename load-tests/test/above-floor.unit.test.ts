import { expect, it } from 'vitest';
import { aboveFloor, latencyAboveFloor, partOf, remainder } from '../src/floors/above-floor.ts';

const turn = (micros: number, p50: number) => ({
  measured: { perSecond: 1, p50, p99: p50 },
  cpu: { program: micros / 2, postgres: micros / 4, others: micros / 4 },
  callerCpu: 1_000,
});

const standing = (...rounds: readonly (readonly [micros: number, p50: number])[]) => ({
  turns: rounds.map(([micros, p50]) => turn(micros, p50)),
});

it('counts the processor time of all processes, without that of the caller', () => {
  expect(partOf('insert', standing([100, 1], [60, 1]))).toEqual({ name: 'insert', micros: [100, 60] });
});

it('takes the ratio of each round to the sum of its floors', () => {
  const report = partOf('report', standing([600, 1], [6_000, 1], [700, 1]));
  const parts = [
    partOf('echo', standing([100, 1], [1_000, 1], [100, 1])),
    partOf('insert', standing([50, 1], [500, 1], [75, 1])),
  ];
  expect(aboveFloor(report, parts)).toEqual({
    parts: [
      { name: 'echo', micros: 100 },
      { name: 'insert', micros: 75 },
    ],
    floor: 175,
    report: 700,
    ratio: 4,
  });
});

it('takes what remains of a sum without one of its parts', () => {
  const both = partOf('publish and consume', standing([300, 1], [200, 1]));
  expect(remainder('consume', both, partOf('publish', standing([200, 1], [120, 1])))).toEqual({
    name: 'consume',
    micros: [100, 80],
  });
});

it('compares the latency of a report with the sum of the latencies of its floors', () => {
  const floors = [standing([1, 0.2], [1, 0.5]), standing([1, 0.3], [1, 0.5])];
  expect(latencyAboveFloor(standing([1, 3], [1, 2]), floors)).toEqual({ report: 3, floor: 1, ratio: 6 });
});

it('rejects floors that were not measured in every round', () => {
  expect(() => aboveFloor(partOf('report', standing([1, 1], [1, 1])), [partOf('echo', standing([1, 1]))])).toThrow(
    'round 1 was not measured',
  );
});
