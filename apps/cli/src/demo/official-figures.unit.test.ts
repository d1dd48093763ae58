import { FigureKind, Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { expect, test } from 'vitest';
import { OFFICIAL_FIGURES } from './official-figures.ts';

function observed(indicator: Indicator): number | undefined {
  return OFFICIAL_FIGURES.find((figure) => figure.indicator === indicator && figure.kind === FigureKind.OBSERVED)
    ?.value;
}

test('the published total of 2020 has its parts and the remainder', () => {
  const parts = [Indicator.DEATHS_ROAD, Indicator.DEATHS_FIRE, Indicator.DEATHS_WATER].map(observed);
  expect(parts).toEqual([3_554, 1_728, 1_201]);
  expect(observed(Indicator.DEATHS_NOT_ITEMISED)).toBe(1_331);
  expect(observed(Indicator.DEATHS_TOTAL)).toBe(3_554 + 1_728 + 1_201 + 1_331);
  expect(observed(Indicator.DEFENDERS_KILLED)).toBe(50);
});

test('the goals for officers are 1,000 for the end of 2021 and 2,000 for the end of 2022', () => {
  const goals = OFFICIAL_FIGURES.filter(
    ({ indicator, kind }) => indicator === Indicator.COMMUNITY_OFFICERS && kind === FigureKind.TARGET,
  );
  expect(goals.map(({ value, periodEnd }) => [value, periodEnd?.year])).toEqual([
    [1_000, 2021],
    [2_000, 2022],
  ]);
});

test('trust was published as "over 70 %", and every figure has a publisher and a date', () => {
  const trust = OFFICIAL_FIGURES.filter(({ indicator }) => indicator === Indicator.TRUST_PERCENT);
  expect(new Set(trust.map(({ value, qualifier }) => `${value} ${qualifier}`))).toEqual(
    new Set([`70 ${Qualifier.MORE_THAN}`]),
  );
  for (const { provenance } of OFFICIAL_FIGURES) {
    expect(provenance?.publisherUk).toMatch(/\p{Script=Cyrillic}/u);
    expect(provenance?.published).toBeDefined();
  }
});

test('deaths on roads have years of one publisher from 2020 on, so that they can be compared', () => {
  const police = OFFICIAL_FIGURES.filter(
    ({ indicator, periodEnd, provenance }) =>
      indicator === Indicator.DEATHS_ROAD &&
      periodEnd?.month === 12 &&
      provenance?.publisherEn === 'Patrol Police of Ukraine',
  );
  expect(police.map(({ periodStart, value }) => [periodStart?.year, value])).toEqual([
    [2020, 3_541],
    [2021, 3_238],
    [2022, 2_791],
    [2023, 3_053],
    [2024, 3_202],
    [2025, 3_249],
  ]);
});
