import { expect, test } from 'vitest';
import { DEATHS_2020, figure, onDay } from '../../test/figures.ts';
import { measureIncidents } from '../incidents/module.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import { composeScorecard, type Tally } from './scorecard.ts';

const NOTHING: Tally = {
  officers: { assigned: 0, hromadasCovered: 0 },
  patrol: { strength: 0, equipped: 0 },
  categories: [],
  released: [],
  responses: [],
  progress: ['officers', 'incidents', 'cameras'].map((producer) => ({ producer, position: 1n })),
};

test('targets are in order of date; of several figures the latest counts', () => {
  const card = compose(NOTHING, [
    onDay('2022-12-31', 'community_officers', 2_000, { kind: 'target' }),
    onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' }),
    onDay('2021-11-04', 'community_officers', 632),
    onDay('2020-06-12', 'hromadas', 1_469),
    onDay('2015-12-31', 'hromadas', 159),
    onDay('2022-12-31', 'camera_coverage_percent', 100, { kind: 'target' }),
    onDay('2021-11-04', 'trust_percent', 70, { qualifier: 'more_than' }),
  ]);
  expect(card.officers?.targets.map(({ value }) => value)).toEqual([1_000, 2_000]);
  expect(card.officers?.allHromadas?.value).toBe(1_469);
  expect(card.cameras?.target?.value).toBe(100);
  expect(card.trust.observed).toMatchObject({ value: 70, qualifier: 'more_than' });
  expect(card.trust.target).toBeUndefined();
});

test('the latest period is the one that ends last, and of those that end together the one that begins last', () => {
  const [ofYears, ofYear] = [{ periodStart: '2019-01-01' }, { periodStart: '2021-01-01' }];
  const card = compose(NOTHING, [
    onDay('2022-06-30', 'hromadas', 3, ofYears),
    onDay('2021-12-31', 'hromadas', 2, ofYear),
    onDay('2021-12-31', 'trust_percent', 60, ofYear),
    onDay('2021-12-31', 'trust_percent', 50, ofYears),
  ]);
  expect(card.officers?.allHromadas?.value).toBe(3);
  expect(card.trust.observed?.value).toBe(60);
});

test('invents nothing without official figures', () => {
  const card = compose(NOTHING, []);
  expect(card.officers).toMatchObject({ targets: [], allHromadas: undefined });
  expect(card.cameras?.target).toBeUndefined();
  expect(card.deaths.map(({ official }) => official)).toEqual(Array.from({ length: 6 }, () => undefined));
});

test('before anything was counted, there are no officers and no cameras: 0 would be a claim', () => {
  const of = (...producers: string[]) =>
    compose(
      {
        ...NOTHING,
        progress: NOTHING.progress.map((each) => ({ ...each, position: producers.includes(each.producer) ? 1n : 0n })),
      },
      [],
    );
  expect(of()).toMatchObject({ officers: undefined, cameras: undefined });
  expect(of('officers')).toMatchObject({ officers: { assigned: 0 }, cameras: undefined });
  expect(of('officers', 'cameras')).toMatchObject({ officers: { assigned: 0 }, cameras: { strength: 0 } });
});

test('deaths are in order, beside the published figures of the base year', () => {
  const later = DEATHS_2020.map((each) => ({ ...each, value: 1, periodStart: '2021-01-01', periodEnd: '2021-12-31' }));
  const card = compose(NOTHING, [...later, ...DEATHS_2020.toReversed()]);
  expect(card.deaths.map(({ indicator, official }) => [indicator, official?.value])).toEqual([
    ['deaths_road', 3_554],
    ['deaths_fire', 1_728],
    ['deaths_water', 1_201],
    ['deaths_not_itemised', 1_331],
    ['deaths_total', 7_814],
    ['defenders_killed', 50],
  ]);
});

test('counts deaths by cause and in total, and defenders separately', () => {
  const card = compose(
    {
      ...NOTHING,
      categories: [
        { category: 'road_crash', incidents: 10, killed: 7, defendersKilled: 1 },
        { category: 'medical', incidents: 5, killed: 2, defendersKilled: 6 },
      ],
    },
    [],
  );
  expect(card.deaths.map(({ counted }) => counted)).toEqual([7, 0, 0, undefined, 9, 7]);
  expect(card.incidents.map(({ category, count }) => [category, count])).toEqual([
    ['road_crash', 10],
    ['medical', 5],
  ]);
  expect(card.incidentsTotal).toBe(15);
});

test('a target of the base year is not shown as the published figure', () => {
  const card = compose(NOTHING, [figure('deaths_road', 3_000, { kind: 'target' })]);
  expect(card.deaths[0]?.official).toBeUndefined();
});

function compose(tally: Tally, figures: readonly OfficialFigure[]) {
  return composeScorecard(tally, measureIncidents(tally), figures);
}
