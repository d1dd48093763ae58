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

/** The norm requires a beat per 6,000 people. */
const requiredBeats = ({ population }: Place) => Math.ceil(population / 6_000);
const NO_LOADS = { requiredBeats, loadOf: () => NO_LOAD };

test('ranks hromadas by vacant and missing beats, then by population, then by code', () => {
  const staff = new Map([
    ['b', { beats: 4, staffed: 1, officers: 3 }],
    ['d', { beats: 12, staffed: 12, officers: 14 }],
  ]);
  const ranked = rankVacancies(PLACES, { ...NO_LOADS, staff }, compareBy('missing_officers'));
  expect(
    ranked.map(({ hromadaCode, rank, otherOfficers, vacantBeats, missingBeats }) => [
      hromadaCode,
      rank,
      otherOfficers,
      vacantBeats,
      missingBeats,
    ]),
  ).toEqual([
    ['b', 1, 3, 3, 0],
    ['a', 2, 0, 0, 1],
    ['c', 3, 0, 0, 1],
  ]);
  expect(ranked.map(placeOf)).toMatchObject([
    { code: 'b', population: 9_000, missing: 3 },
    { code: 'a' },
    { code: 'c' },
  ]);
});

test.each([
  ['one staffed beat of all settlements meets the norm', { beats: 1, staffed: 1, officers: 1 }, []],
  ['a staffed whole with three vacant parts', { beats: 4, staffed: 1, officers: 1 }, [[3, 0]]],
  ['a vacant beat', { beats: 1, staffed: 0, officers: 1 }, [[1, 0]]],
  ['no beat', { beats: 0, staffed: 0, officers: 0 }, [[0, 1]]],
])('%s', (_, staffed, expected) => {
  const [place] = PLACES;
  const ranked = rankVacancies(
    place === undefined ? [] : [place],
    {
      ...NO_LOADS,
      staff: new Map([['c', staffed]]),
    },
    compareBy('population'),
  );
  expect(ranked.map(({ vacantBeats, missingBeats }) => [vacantBeats, missingBeats])).toEqual(expected);
});

test('ranks by load, then by population, on request', () => {
  const load = { incidents: 7, demonstration: 2 };
  const loadOf = (code: string) => (['a', 'd'].includes(code) ? load : NO_LOAD);
  const ranked = rankVacancies(PLACES, { requiredBeats, loadOf, staff: new Map() }, compareBy('incident_load'));
  expect(ranked.map(({ hromadaCode, rank }) => [hromadaCode, rank])).toEqual([
    ['d', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
  ]);
  expect(ranked.map((vacancy) => vacancy.load.incidents)).toEqual([7, 7, 0, 0]);
});
