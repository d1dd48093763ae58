import { expect, test } from 'vitest';
import { pipelineOf, STAGES, type Count } from './pipeline.ts';
import { compareBy } from '../incident-load/order.ts';
import { placeOf, rankVacancies, type Place } from './vacancies.ts';

const COUNTS: readonly Count[] = [
  { stage: 'active', oblastCode: 'UA46', officers: 3 },
  { stage: 'active', oblastCode: 'UA05', officers: 2 },
  { stage: 'active', oblastCode: 'UA05', officers: 1 },
  { stage: 'candidate', oblastCode: '', officers: 7 },
];

test('the stages of the country are the sum of those of the oblasts', () => {
  const { stages, oblasts } = pipelineOf(COUNTS);
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
});

test('nobody at all is a pipeline of zeros', () => {
  expect(pipelineOf([])).toEqual({
    stages: STAGES.map((stage) => ({ stage, officers: 0 })),
    oblasts: [],
  });
});

const place = (code: string, population: number, more: Partial<Place> = {}): Place => ({
  code,
  oblastCode: 'o',
  population,
  beats: 0,
  staffed: 0,
  missingOfficers: Math.ceil(population / 6_000),
  officers: 0,
  incidents: 0,
  ...more,
});

test('ranks hromadas by vacant and missing beats, then by population, then by code', () => {
  const places = [
    place('c', 5_000),
    place('b', 9_000, { beats: 4, staffed: 1, missingOfficers: 3, officers: 3 }),
    place('a', 5_000),
    place('d', 70_000, { beats: 12, staffed: 12, missingOfficers: 0, officers: 14 }),
  ];
  const ranked = rankVacancies(places, compareBy('missing_officers'));
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
  ['nothing is missing', { beats: 1, staffed: 1, missingOfficers: 0 }, []],
  ['the norm requires two more beats than there are', { beats: 1, staffed: 1, missingOfficers: 2 }, [[0, 2]]],
  ['a vacant beat, and one that the norm requires', { beats: 2, staffed: 1, missingOfficers: 2 }, [[1, 1]]],
  ['the programme does not apply', { beats: 1, staffed: 0, missingOfficers: 0 }, []],
])('divides what is missing into vacant beats and those that do not exist: %s', (_, counts, expected) => {
  const ranked = rankVacancies([place('c', 5_000, counts)], compareBy('population'));
  expect(ranked.map(({ vacantBeats, missingBeats }) => [vacantBeats, missingBeats])).toEqual(expected);
});

test('ranks by load, then by population, on request', () => {
  const incidents = 7;
  const places = [
    place('c', 5_000),
    place('b', 9_000),
    place('a', 5_000, { incidents }),
    place('d', 70_000, { incidents }),
  ];
  const ranked = rankVacancies(places, compareBy('incident_load'));
  expect(ranked.map(({ hromadaCode, rank }) => [hromadaCode, rank])).toEqual([
    ['d', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
  ]);
  expect(ranked.map((vacancy) => vacancy.incidents)).toEqual([7, 7, 0, 0]);
});
