import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { FigureKind, Indicator, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Promise as Promises } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { OFFICIAL_FIGURES } from '../demo/official-figures.ts';
import { chooseLanguage } from '../terminal/language.ts';
import { renderScorecard } from './render-scorecard.ts';

const figure = (
  indicator: Indicator,
  kind: FigureKind = FigureKind.OBSERVED,
  value?: number,
): OfficialFigure | undefined =>
  OFFICIAL_FIGURES.find(
    (each) => each.indicator === indicator && each.kind === kind && (value === undefined || each.value === value),
  );
const { TARGET } = FigureKind;

const PERIOD = {
  territoryCode: 'UA',
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  countedUntil: '2026-11-24',
  promises: [
    { promise: Promises.DEATHS_TOTAL },
    { promise: Promises.DEATHS_ROAD, current: 7 },
    { promise: Promises.DEFENDERS_KILLED, current: 0 },
    {
      promise: Promises.COMMUNITY_OFFICERS,
      current: 632,
      target: figure(Indicator.COMMUNITY_OFFICERS, TARGET, 1_000),
    },
    { promise: Promises.HROMADAS_COVERED, current: 372, whole: 1_329 },
    {
      promise: Promises.CAMERA_COVERAGE,
      current: 93.7,
      target: figure(Indicator.CAMERA_COVERAGE_PERCENT, TARGET),
    },
    {
      promise: Promises.TRUST,
      official: figure(Indicator.TRUST_PERCENT),
      target: figure(Indicator.TRUST_PERCENT, TARGET),
    },
  ],
  incidents: [
    {
      category: IncidentCategory.MEDICAL,
      current: 1_306n,
      responded: 1_228n,
      medianResponseSeconds: 840,
    },
    { category: IncidentCategory.FIRE, current: 240n },
  ],
};

const FULL = Scorecard.fromPartial({
  asOf: new Date('2026-11-24T16:05:00Z'),
  deaths: [
    { indicator: Indicator.DEATHS_ROAD, official: figure(Indicator.DEATHS_ROAD), counted: 99_999n },
    { indicator: Indicator.DEATHS_NOT_ITEMISED, official: figure(Indicator.DEATHS_NOT_ITEMISED) },
    { indicator: Indicator.DEATHS_TOTAL, official: figure(Indicator.DEATHS_TOTAL), counted: 99_999n },
    { indicator: Indicator.DEFENDERS_KILLED, official: figure(Indicator.DEFENDERS_KILLED) },
  ],
  incidents: [{ category: IncidentCategory.GAS, count: 99_999n }],
  progress: [{ producer: 'officers', position: 2_783n }],
  period: PERIOD,
});

/** The cells of the row that begins with a label. */
function cells(text: string, beginning: string): string[] | undefined {
  const rows = text.split('\n').map((line) => line.trim().split(/ {2,}/));
  const row = rows.find(([first]) => first === beginning) ?? rows.find(([first]) => first?.startsWith(beginning));
  return row?.slice(1);
}

vi.stubEnv('COLUMNS', '400');
const text = renderScorecard(FULL);

afterAll(() => vi.unstubAllEnvs());

test('every table says of which days it is, and nothing of all time is in it', () => {
  expect(text).toContain('UA from 2026-01-01 to 2026-12-31, counted until 2026-11-24');
  expect(text).toContain('On 2026-11-24');
  expect(text).toContain('Official, year 2020');
  expect(text).toContain('Counted 2026-01-01 – 2026-11-24');
  expect(cells(text, 'Incidents')?.[0]).toBe('2026-01-01 – 2026-11-24');
  expect(text).not.toContain('99,999');
  expect(text).not.toContain('Gas');
});

test('shows officers beside the target of the period, and hromadas beside those that could have one', () => {
  expect(cells(text, 'Community officers in service')).toEqual(['632', '1,000 by 31.12.2021 ¹', '63.2 %']);
  expect(cells(text, 'Hromadas with a named officer')).toEqual(['372', 'all 1,329', '28.0 %']);
});

test('shows cameras beside 100 %, and trust beside over 70 %', () => {
  expect(cells(text, 'Patrol with body camera')).toEqual(['93.7 %', '100 % ¹', '93.7 %']);
  expect(cells(text, 'Trust as published')).toEqual(['over 70 % ¹', 'over 70 % ¹', 'yes']);
});

test('shows deaths of the period beside those published of 2020, and a dash for those not counted', () => {
  expect(cells(text, 'On roads')).toEqual(['3,554 ¹', '7']);
  expect(cells(text, 'Not itemised')).toEqual(['1,331 ¹', '—']);
  expect(cells(text, 'All citizens')).toEqual(['7,814 ¹', '—']);
  expect(cells(text, 'Defenders (')).toEqual(['50 ¹', '0']);
});

test('a territory has no published deaths beside its own', () => {
  const ofOblast = renderScorecard({
    ...FULL,
    period: Scorecard.fromPartial({ period: { ...PERIOD, territoryCode: 'UA05000000000010236' } }).period,
  });
  expect(cells(ofOblast, 'On roads')).toEqual(['7']);
  expect(ofOblast).not.toContain('Official, year 2020');
});

test('shows by how much a published total differs from its parts', () => {
  expect(text).not.toContain('are as published');
  const [deaths, ...others] = FULL.deaths;
  const difference = {
    kind: FigureKind.OBSERVED,
    periodStart: { year: 2020, month: 1, day: 1 },
    periodEnd: { year: 2020, month: 12, day: 31 },
    total: 7_814,
    sum: 7_801,
    missingParts: [],
    inexactParts: [],
  };
  const withDifference = (more: object) =>
    renderScorecard({
      ...FULL,
      deaths: deaths === undefined ? others : [{ ...deaths, difference: { ...difference, ...more } }, ...others],
    });
  const note =
    'The published total of 01.01.2020–31.12.2020 is 7,814, its parts add up to 7,801: both are as published.';
  expect(withDifference({})).toMatch(new RegExp(`^${note}$`, 'm'));
  const { DEATHS_NOT_ITEMISED, DEATHS_ROAD } = Indicator;
  expect(withDifference({ missingParts: [DEATHS_NOT_ITEMISED], inexactParts: [DEATHS_ROAD] })).toContain(
    `${note} Not published: Not itemised. Not published exactly: On roads.`,
  );
});

test('shows incidents with their count, and the median response', () => {
  expect(cells(text, 'Medical')).toEqual(['1,306', '1,228', '14 min']);
  expect(cells(text, 'Fire')).toEqual(['240', '—', '—']);
  expect(cells(text, 'All')).toEqual(['1,546']);
});

test('the footer shows sources and progress', () => {
  expect(text).toMatch(/¹ Ministry of Internal Affairs of Ukraine: .*\(published 04\.11\.2021\)/);
  expect(text).toContain('Counted: officers up to event 2,783.');
});

test('an empty system has a scorecard without numbers', () => {
  const promises = PERIOD.promises.map(({ promise }) => ({ promise }));
  const empty = renderScorecard(Scorecard.fromPartial({ period: { ...PERIOD, promises, incidents: [] } }));
  for (const label of [
    'Community officers in service',
    'Hromadas with a named officer',
    'Patrol with body camera',
    'Trust as published',
  ]) {
    expect(cells(empty, label)).toEqual(['—', '—', '—']);
  }
  expect(cells(empty, 'All')).toEqual(['—']);
  expect(empty).toContain('Nothing has been counted yet.');
});

test('in Ukrainian, it is Ukrainian throughout', () => {
  chooseLanguage('uk');
  onTestFinished(() => chooseLanguage('en'));
  const ukrainian = renderScorecard(FULL);
  expect(ukrainian).toContain('Безпечна громада: зведення на 24.11.26, 18:05:00 (Київ)');
  expect(cells(ukrainian, 'Офіцери громад, які служать')).toEqual(['632', '1 000 до 31.12.2021 ¹', '63,2 %']);
  expect(cells(ukrainian, 'Медична допомога')).toEqual(['1 306', '1 228', '14 хв']);
  expect(ukrainian).toMatch(/¹ Міністерство .*\(оприлюднено 04\.11\.2021\)/);
});
