import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { FigureKind, Indicator, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Scorecard, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
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

const near = { group: 'near', shown: ['terminal'] };
const lives = (id: string, titleEn: string, indicator: Indicator, value?: number) => ({
  id,
  titleEn,
  group: 'lives',
  value,
  baselines: [{}, { official: figure(indicator) }],
});
const ROAD = lives('deaths_road', 'Killed on roads', Indicator.DEATHS_ROAD, 7);
const OTHERS = [
  lives('deaths_not_itemised', 'Not itemised', Indicator.DEATHS_NOT_ITEMISED),
  lives('deaths_total', 'All citizens', Indicator.DEATHS_TOTAL),
  lives('defenders_killed', 'Defenders killed', Indicator.DEFENDERS_KILLED, 0),
  {
    ...near,
    titleUk: 'Офіцери громад, які служать',
    titleEn: 'Community officers in service',
    unit: 'officers',
    value: 632,
    target: figure(Indicator.COMMUNITY_OFFICERS, TARGET, 1_000),
    due: '2021-12-31',
    verdict: Verdict.LATE,
  },
  {
    ...near,
    titleEn: 'Hromadas with a named officer',
    unit: 'hromadas',
    value: 372,
    whole: 1_329,
    verdict: Verdict.ON_THE_WAY,
  },
  {
    ...near,
    titleEn: 'Patrol with a body camera',
    unit: 'per cent',
    value: 93.7,
    whole: 1_494,
    target: figure(Indicator.CAMERA_COVERAGE_PERCENT, TARGET),
    verdict: Verdict.ON_THE_WAY,
  },
  {
    ...near,
    titleEn: 'Trust in the officers',
    unit: 'per cent',
    official: figure(Indicator.TRUST_PERCENT),
    target: figure(Indicator.TRUST_PERCENT, TARGET),
    verdict: Verdict.REACHED,
  },
];

const PERIOD = {
  asOf: new Date('2026-11-24T16:05:00Z'),
  territoryCode: 'UA',
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  countedUntil: '2026-11-24',
  progress: [{ producer: 'officers', position: 2_783n }],
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

const FULL = Scorecard.fromPartial({ ...PERIOD, rows: [ROAD, ...OTHERS] });

/** The cells of the row that begins with a label. */
function cells(text: string, beginning: string): string[] | undefined {
  const rows = text.split('\n').map((line) => line.trim().split(/ {2,}/));
  const row = rows.find(([first]) => first === beginning) ?? rows.find(([first]) => first?.startsWith(beginning));
  return row?.slice(1);
}

vi.stubEnv('COLUMNS', '400');
const text = renderScorecard(FULL);

afterAll(() => vi.unstubAllEnvs());

test('every table says of which days it is', () => {
  expect(text).toContain('UA from 2026-01-01 to 2026-12-31, counted until 2026-11-24');
  expect(text).toContain('On 2026-11-24');
  expect(text).toContain('Official, year 2020');
  expect(text).toContain('Counted 2026-01-01 – 2026-11-24');
  expect(cells(text, 'Incidents')?.[0]).toBe('2026-01-01 – 2026-11-24');
});

test('shows officers beside the target of the period, and hromadas beside those that could have one', () => {
  expect(cells(text, 'Community officers in service')).toEqual(['632', '1,000 by 31.12.2021 ¹', '63.2 %', 'late']);
  expect(cells(text, 'Hromadas with a named officer')).toEqual(['372', 'all 1,329', '28.0 %', 'on the way']);
});

test('shows cameras beside 100 %, and trust beside over 70 %', () => {
  expect(cells(text, 'Patrol with a body camera')).toEqual(['93.7 %', '100 % ¹', '93.7 %', 'on the way']);
  expect(cells(text, 'Trust in the officers')).toEqual(['published over 70 % ¹', 'over 70 % ¹', '—', 'reached']);
});

test('shows deaths of the period beside those published of 2020, and a dash for those not counted', () => {
  expect(cells(text, 'Killed on roads')).toEqual(['3,554 ¹', '7']);
  expect(cells(text, 'Not itemised')).toEqual(['1,331 ¹', '—']);
  expect(cells(text, 'All citizens')).toEqual(['7,814 ¹', '—']);
  expect(cells(text, 'Defenders killed')).toEqual(['50 ¹', '0']);
});

test('a territory has no published deaths beside its own', () => {
  const ofOblast = renderScorecard({ ...FULL, territoryCode: 'UA05000000000010236' });
  expect(cells(ofOblast, 'Killed on roads')).toEqual(['7']);
  expect(ofOblast).not.toContain('Official, year 2020');
});

test('shows by how much a published total differs from its parts', () => {
  expect(text).not.toContain('are as published');
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
    renderScorecard(
      Scorecard.fromPartial({ ...PERIOD, rows: [{ ...ROAD, difference: { ...difference, ...more } }, ...OTHERS] }),
    );
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
  const nothing = { value: undefined, whole: undefined, official: undefined, target: undefined };
  const rows = OTHERS.map((row) => ({ ...row, ...nothing, due: '', verdict: Verdict.NOT_MEASURED }));
  const empty = renderScorecard(Scorecard.fromPartial({ ...PERIOD, rows, incidents: [], progress: [] }));
  for (const label of [
    'Community officers in service',
    'Hromadas with a named officer',
    'Patrol with a body camera',
    'Trust in the officers',
  ]) {
    expect(cells(empty, label)).toEqual(['—', '—', '—', 'not measured']);
  }
  expect(cells(empty, 'All')).toEqual(['—']);
  expect(empty).toContain('Nothing has been counted yet.');
});

test('in Ukrainian, it is Ukrainian throughout', () => {
  chooseLanguage('uk');
  onTestFinished(() => chooseLanguage('en'));
  const ukrainian = renderScorecard(FULL);
  expect(ukrainian).toContain('Безпечна громада: зведення на 24.11.26, 18:05:00 (Київ)');
  expect(cells(ukrainian, 'Офіцери громад, які служать')).toEqual([
    '632',
    '1 000 до 31.12.2021 ¹',
    '63,2 %',
    'прострочено',
  ]);
  expect(cells(ukrainian, 'Медична допомога')).toEqual(['1 306', '1 228', '14 хв']);
  expect(ukrainian).toMatch(/¹ Міністерство .*\(оприлюднено 04\.11\.2021\)/);
});
