import { COUNTRY } from '@safe-community/territory';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  added,
  corrected,
  countIncidents,
  harmOf,
  openOutcome,
  takenAway,
  type CountedIncident,
} from './incident-count.ts';
import { toHarm } from './incident.mapping.ts';

const OBLAST = 'UA05000000000010236';
const HROMADA = 'UA05020030000031457';
const KYIV = 'UA80000000000093317';

test('an incident counts for the country, its oblast and its hromada', () => {
  const { cells } = countIncidents([incident()]);
  expect(cells.map(({ territoryCode }) => territoryCode)).toEqual([COUNTRY, OBLAST, HROMADA]);
});

test.each(['domestic_violence', 'school_safety'] as const)('%s counts only apart, for its hromada', (category) => {
  const { cells, categories, revisions, sensitive } = countIncidents([
    incident({ category, growth: added(harm(0, 2)), knownOn: '2021-11-06' }),
  ]);
  expect({ cells, categories, revisions }).toEqual({ cells: [], categories: [], revisions: [] });
  expect(sensitive.map(({ measure, territoryCode, value }) => [measure, territoryCode, value])).toEqual([
    ['incidents', HROMADA, 1],
    ['injured', HROMADA, 2],
  ]);
});

test('a case at a school also counts by what happened, if that is known, and no longer once it is withdrawn', () => {
  const school = (more: Partial<CountedIncident>) => incident({ category: 'school_safety', ...more });
  const { sensitive } = countIncidents([
    school({ schoolMatter: 'drugs' }),
    school({ schoolMatter: 'bullying' }),
    school({ schoolMatter: 'bullying' }),
    school({ schoolMatter: 'bullying', growth: takenAway(harm(0, 0)) }),
    school({ schoolMatter: 'bullying', growth: corrected(harm(0, 1), harm(0, 1)) }),
    school({}),
    incident({ category: 'domestic_violence', schoolMatter: 'crime', day: '2021-11-05' }),
  ]);
  expect(sensitive.map(({ measure, day, value }) => [measure, day, value])).toEqual([
    ['incidents', '2021-11-04', 3],
    ['school_drugs', '2021-11-04', 1],
    ['school_bullying', '2021-11-04', 1],
    ['incidents', '2021-11-05', 1],
  ]);
});

test('a city with special status is oblast and hromada in one and counts once', () => {
  const { cells } = countIncidents([incident({ oblastCode: KYIV, hromadaCode: KYIV })]);
  expect(cells.map(({ territoryCode }) => territoryCode)).toEqual([COUNTRY, KYIV]);
});

test('what is recorded after its day is a revision of each cell, and only then', () => {
  const { cells, revisions } = countIncidents([
    incident(),
    incident({ knownOn: '2021-11-06' }),
    incident({ knownOn: '2021-11-06' }),
    // The clocks of two machines around midnight.
    incident({ knownOn: '2021-11-03' }),
  ]);
  expect(cells.map(({ growth }) => growth.incidents)).toEqual([4, 4, 4]);
  expect(revisions.map(({ territoryCode, knownOn, growth }) => [territoryCode, knownOn, growth.incidents])).toEqual(
    [COUNTRY, OBLAST, HROMADA].map((code) => [code, '2021-11-06', 2]),
  );
});

test('a cell counts its incidents by channel; of some it is not known', () => {
  const { cells } = countIncidents([
    incident({ channel: 'web' }),
    incident({ channel: 'web' }),
    incident({ channel: 'phone_102' }),
    incident({ channel: 'phone_102', growth: takenAway(harm(0, 0)) }),
    incident(),
  ]);
  expect(cells[0]).toMatchObject({ growth: { incidents: 3 }, channels: { web: 2, phone_102: 0 } });
});

test('incidents of one cell are added up', () => {
  const { cells, categories } = countIncidents([
    incident({ growth: added(harm(1, 2)) }),
    incident({ growth: added(harm(3, 4)) }),
    incident({ day: '2021-11-05' }),
  ]);
  const ofCountry = cells.filter(({ territoryCode }) => territoryCode === COUNTRY);
  expect(ofCountry.map(({ day, growth }) => [day, growth.incidents])).toEqual([
    ['2021-11-04', 2],
    ['2021-11-05', 1],
  ]);
  expect(ofCountry[0]?.growth).toMatchObject({ killed: 4, injured: 6 });
  expect(categories.map(({ growth }) => growth.incidents)).toEqual([3]);
});

test('defenders are counted apart from the killed and the injured', () => {
  const casualties = { killed: 5, injured: 7, defendersKilled: 2, defendersInjured: 7 };
  expect(harmOf({ ...casualties, childrenKilled: 1, childrenInjured: 0 })).toEqual({
    killed: 3,
    injured: 0,
    defendersKilled: 2,
    defendersInjured: 7,
    childrenKilled: 1,
    childrenInjured: 0,
  });
  expect(harmOf()).toEqual({ ...harm(0, 0) });
});

test.each([
  { ...harm(1, 0), defendersKilled: 2 },
  { ...harm(0, 1), defendersInjured: 2 },
])('casualties %j with more defenders than people cannot be counted', (casualties) => {
  expect(harmOf(casualties)).toBeUndefined();
  expect(() => toHarm(casualties)).toThrow('more defenders');
});

test('a withdrawn incident takes away all that it counted with', () => {
  const counted = harm(2, 1);
  const { categories } = countIncidents([
    incident({ growth: added(counted) }),
    incident({ growth: takenAway(counted) }),
  ]);
  expect(categories).toMatchObject([{ growth: { incidents: 0, ...harm(0, 0) } }]);
  expect(takenAway(counted, 1)).toEqual({
    incidents: -1,
    outcomesOpen: -1,
    killed: -2,
    injured: -1,
    defendersKilled: 0,
    defendersInjured: 0,
    childrenKilled: 0,
    childrenInjured: 0,
  });
});

test('a correction counts the difference, up or down, but no incident', () => {
  const now = { ...harm(3, 1), defendersInjured: 1 };
  expect(corrected(harm(1, 4), now, -1)).toEqual({
    incidents: 0,
    outcomesOpen: -1,
    killed: 2,
    injured: -3,
    defendersKilled: 0,
    defendersInjured: 1,
    childrenKilled: 0,
    childrenInjured: 0,
  });
});

test('counters do not depend on the order of counts, withdrawals, corrections and restorations', () => {
  const anyHarm = fc.tuple(fc.nat(5), fc.nat(5)).map(([killed, injured]) => harm(killed, injured));
  const changes = fc.array(
    fc
      .tuple(anyHarm, anyHarm, fc.constantFrom('2021-11-04', '2021-11-05'))
      .map(([former, now, day]) =>
        [added(former), corrected(former, now), takenAway(now), added(now)].map((growth) => incident({ day, growth })),
      ),
    { minLength: 1, maxLength: 10 },
  );
  const inAnyOrder = changes.chain((all) =>
    fc.tuple(fc.constant(all.flat()), fc.shuffledSubarray(all.flat(), { minLength: all.length * 4 })),
  );
  fc.assert(
    fc.property(inAnyOrder, ([ordered, shuffled]) => {
      expect(sorted(shuffled)).toEqual(sorted(ordered));
    }),
  );
});

function sorted(incidents: readonly CountedIncident[]) {
  const { cells, categories } = countIncidents(incidents);
  return { categories, cells: cells.toSorted((a, b) => (a.day + a.territoryCode < b.day + b.territoryCode ? -1 : 1)) };
}

function incident(more: Partial<CountedIncident> = {}): CountedIncident {
  return {
    category: 'road_crash',
    day: '2021-11-04',
    knownOn: '2021-11-04',
    channel: undefined,
    detail: undefined,
    schoolMatter: undefined,
    hromadaCode: HROMADA,
    oblastCode: OBLAST,
    growth: added(harm(0, 0)),
    ...more,
  };
}

function harm(killed: number, injured: number) {
  return { killed, injured, defendersKilled: 0, defendersInjured: 0, childrenKilled: 0, childrenInjured: 0 };
}

test('an outcome is open until casualties are stated, but not where nobody is hurt as a rule', () => {
  expect(openOutcome('road_crash', undefined)).toBe(1);
  expect(openOutcome('road_crash', harm(0, 0))).toBe(0);
  expect(openOutcome('infrastructure', undefined)).toBe(0);
});
