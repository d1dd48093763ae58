import { expect, test } from 'vitest';
import { pipelineOf, STAGES, type Count } from './pipeline.ts';
import { NO_LOAD } from '../incident-load/load.ts';
import { compareBy } from '../incident-load/order.ts';
import { placeOf, rankVacancies, type Place } from './vacancies.ts';

const COUNTS: readonly Count[] = [
  { stage: 'active', oblastCode: 'UA46', officers: 3, demonstration: 1 },
  { stage: 'active', oblastCode: 'UA05', officers: 2, demonstration: 0 },
  { stage: 'active', oblastCode: 'UA05', officers: 1, demonstration: 1 },
  { stage: 'candidate', oblastCode: '', officers: 7, demonstration: 0 },
];

test('the stages of the country are the sum of those of the oblasts', () => {
  const { stages, oblasts, demonstration } = pipelineOf(COUNTS);
  expect(stages.map(({ stage }) => stage)).toEqual(STAGES);
  expect(Object.fromEntries(stages.map(({ stage, officers }) => [stage, officers]))).toEqual({
    candidate: 7,
    selection: 0,
    training: 0,
    active: 6,
    on_leave: 0,
    suspended: 0,
  });
  expect(oblasts.map(({ oblastCode }) => oblastCode)).toEqual(['', 'UA05', 'UA46']);
  expect(oblasts[1]?.stages).toContainEqual({ stage: 'active', officers: 3 });
  expect(demonstration).toBe(2);
});

test('nobody at all is a pipeline of zeros', () => {
  expect(pipelineOf([])).toEqual({
    stages: STAGES.map((stage) => ({ stage, officers: 0 })),
    oblasts: [],
    demonstration: 0,
  });
});

const PLACES: readonly Place[] = [
  { code: 'c', oblastCode: 'o', population: 5_000 },
  { code: 'b', oblastCode: 'o', population: 9_000 },
  { code: 'a', oblastCode: 'o', population: 5_000 },
  { code: 'd', oblastCode: 'o', population: 70_000 },
];

test('ranks hromadas without a primary by population, then by code', () => {
  const staff = new Map([
    ['d', { hasPrimary: true, officers: 2 }],
    ['b', { hasPrimary: false, officers: 3 }],
  ]);
  const ranked = rankVacancies(PLACES, staff, () => NO_LOAD, compareBy('population'));
  expect(ranked.map(({ hromadaCode, rank, otherOfficers }) => [hromadaCode, rank, otherOfficers])).toEqual([
    ['b', 1, 3],
    ['a', 2, 0],
    ['c', 3, 0],
  ]);
  expect(ranked.map(placeOf)).toMatchObject([{ code: 'b', population: 9_000 }, { code: 'a' }, { code: 'c' }]);
});

test('ranks hromadas without a primary by load, then by population', () => {
  const load = { incidents: 7, demonstration: 2 };
  const loadOf = (code: string) => (['a', 'd'].includes(code) ? load : NO_LOAD);
  const ranked = rankVacancies(PLACES, new Map(), loadOf, compareBy('incident_load'));
  expect(ranked.map(({ hromadaCode, rank }) => [hromadaCode, rank])).toEqual([
    ['d', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
  ]);
  expect(ranked.map((vacancy) => vacancy.load.incidents)).toEqual([7, 7, 0, 0]);
});
