import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { FigureKind, Indicator, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { expect, test } from 'vitest';
import { OFFICIAL_FIGURES } from '../demo/official-figures.ts';
import { renderScorecard } from './render-scorecard.ts';

const figure = (indicator: Indicator, index = 0): OfficialFigure | undefined =>
  OFFICIAL_FIGURES.filter((each) => each.indicator === indicator)[index];

const FULL: Scorecard = {
  asOf: new Date('2026-11-24T16:05:00Z'),
  officers: {
    assigned: 632,
    targets: [1, 2].flatMap((index) => figure(Indicator.COMMUNITY_OFFICERS, index) ?? []),
    hromadasCovered: 372,
    hromadas: 1_469,
    demonstration: 632,
  },
  cameras: { strength: 1_494, equipped: 1_400, targetPercent: 100, demonstration: 1_494 },
  trust: { observed: figure(Indicator.TRUST_PERCENT), target: figure(Indicator.TRUST_PERCENT, 1) },
  deaths: [
    {
      indicator: Indicator.DEATHS_ROAD,
      official: figure(Indicator.DEATHS_ROAD),
      counted: 9n,
      demonstration: 9n,
      difference: undefined,
    },
    {
      indicator: Indicator.DEATHS_NOT_ITEMISED,
      official: figure(Indicator.DEATHS_NOT_ITEMISED),
      counted: undefined,
      demonstration: 0n,
      difference: undefined,
    },
    {
      indicator: Indicator.DEFENDERS_KILLED,
      official: figure(Indicator.DEFENDERS_KILLED),
      counted: 0n,
      demonstration: 0n,
      difference: undefined,
    },
  ],
  incidents: [
    {
      category: IncidentCategory.MEDICAL,
      count: 1_306n,
      demonstration: 1_306n,
      responded: 1_228n,
      respondedDemonstration: 1_220n,
      medianResponseSeconds: 840,
    },
    {
      category: IncidentCategory.FIRE,
      count: 240n,
      demonstration: 231n,
      responded: 0n,
      respondedDemonstration: 0n,
      medianResponseSeconds: undefined,
    },
  ],
  incidentsTotal: 1_546n,
  progress: [{ producer: 'officers', position: 2_783n }],
  period: undefined,
};

/** The cells of the row that begins with a label, without borders. */
function cells(text: string, beginning: string): string[] | undefined {
  const rows = text.split('\n').map((line) =>
    line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return rows.find(([first]) => first?.startsWith(beginning))?.slice(1);
}

const text = renderScorecard(FULL);

test('shows officers beside both targets, and hromadas beside the total', () => {
  expect(cells(text, 'Community officers · Офіцери громад')).toEqual(['632 *', '1,000 by 31.12.2021 ¹', '63.2 %']);
  expect(text).toMatch(/2,000 by 31\.12\.2022 ¹ │ +31\.6 %/);
  expect(cells(text, 'Hromadas covered')).toEqual(['372 *', 'all 1,469', '25.3 %']);
});

test('shows cameras beside 100 %, and trust beside over 70 %', () => {
  expect(cells(text, 'Patrol with body camera')).toEqual(['1,400 of 1,494 *', '100 %', '93.7 %']);
  expect(cells(text, 'Trust')).toEqual(['over 70 % ¹', 'over 70 % ¹', 'yes']);
});

test('shows deaths beside the official figures of 2020, and a dash for those not counted', () => {
  expect(text).toContain('Official 2020 · Офіційно');
  expect(cells(text, 'On roads · На дорогах')).toEqual(['3,554 ¹', '9 *']);
  expect(cells(text, 'Not itemised · Не деталізовано')).toEqual(['1,331 ¹', '—']);
  expect(cells(text, 'Defenders')).toEqual(['50 ¹', '0']);
});

test('shows by how much a published total differs from its parts', () => {
  expect(text).not.toContain('as published');
  const [deaths, ...others] = FULL.deaths;
  const difference = {
    kind: FigureKind.OBSERVED,
    periodStart: { year: 2020, month: 1, day: 1 },
    periodEnd: { year: 2020, month: 12, day: 31 },
    total: 7_814,
    sum: 7_801,
  };
  const differing = deaths === undefined ? others : [{ ...deaths, difference }, ...others];
  expect(renderScorecard({ ...FULL, deaths: differing })).toContain(
    'The published total of 01.01.2020–31.12.2020 is 7,814, its parts add up to 7,801: both are as published.',
  );
});

test('shows incidents with their count, the invented part, and the median response', () => {
  expect(cells(text, 'Medical · Медична допомога')).toEqual(['1,306 *', '1,228 (1,220 *)', '14 min']);
  expect(cells(text, 'Fire · Пожежа')).toEqual(['240 (231 *)', '0', '—']);
  expect(cells(text, 'All · Усього')).toEqual(['1,546 (1,537 *)', '1,228 (1,220 *)', '']);
});

test('the footer shows invented data, sources, and progress', () => {
  expect(text).toContain('* demonstration data · демонстраційні дані, invented: 632 community officers, 1,494 patrol');
  expect(text).toMatch(/¹ Ministry of Internal Affairs of Ukraine · Міністерство .*\(published 04\.11\.2021\)/);
  expect(text).toContain('Counted: officers up to event 2,783.');
});

test('an empty system has a scorecard', () => {
  const empty = renderScorecard({
    ...FULL,
    officers: { assigned: 0, targets: [], hromadasCovered: 0, hromadas: 0, demonstration: 0 },
    cameras: { strength: 0, equipped: 0, targetPercent: 0, demonstration: 0 },
    trust: { observed: undefined, target: undefined },
    deaths: [],
    incidents: [],
    incidentsTotal: 0n,
    progress: [],
  });
  expect(cells(empty, 'Community officers')).toEqual(['0', '—', '—']);
  expect(cells(empty, 'Hromadas covered')).toEqual(['0', '—', '—']);
  expect(cells(empty, 'Patrol with body camera')).toEqual(['0 of 0', '—', '—']);
  expect(cells(empty, 'Trust')).toEqual(['—', '—', '—']);
  expect(empty).toContain('Nothing has been counted yet.');
  expect(empty).not.toContain('demonstration data');
});
