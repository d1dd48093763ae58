import { TargetArea, TargetGoal, TargetStatus } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { ForecastMethod, Scorecard, Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { OFFICIAL_FIGURES } from '../demo/official-figures.ts';
import { Sources } from './marks.ts';
import { periodLine, promisesSection } from './period-section.ts';

const LISTED = { shown: ['terminal'] };
const TRUST = {
  ...LISTED,
  id: 'trust',
  titleUk: 'Довіра до офіцерів',
  titleEn: 'Trust in the officers',
  unit: 'per cent',
};

const PERIOD = Scorecard.fromPartial({
  territoryCode: 'UA',
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  countedUntil: '2026-06-30',
  rows: [
    {
      ...LISTED,
      titleEn: 'Killed on roads',
      value: 1_500,
      baselines: [
        { firstDay: '2025-01-01', lastDay: '2025-06-30', counted: 1_700 },
        {
          firstDay: '2020-01-01',
          lastDay: '2020-06-30',
          official: OFFICIAL_FIGURES.find(({ value }) => value === 3_554),
        },
      ],
      trend: Trend.FEWER,
      forecast: { method: ForecastMethod.SEASONAL, value: 3_100.4, low: 2_950, high: 3_260, dispersion: 1.2 },
    },
    { ...TRUST, baselines: [{}, {}] },
    {
      ...LISTED,
      titleEn: 'Domestic violence, released',
      value: 120,
      coveredFrom: '2026-01-01',
      coveredTo: '2026-03-31',
    },
    {
      ...LISTED,
      titleEn: 'Time to repair a pothole',
      unit: 'seconds',
      value: 90_000,
      verdict: Verdict.CANNOT_BE_TOLD,
      rules: [{ minutes: 14_400, status: TargetStatus.RECOMMENDED, validFrom: '2000-01-01', confirmed: false }],
    },
    {
      ...LISTED,
      titleEn: 'Time to arrive at a fire',
      unit: 'seconds',
      rules: [
        {
          minutes: 10,
          goal: TargetGoal.ARRIVAL,
          area: TargetArea.URBAN,
          status: TargetStatus.NOT_STATED,
          validFrom: '2000-01-01',
        },
      ],
    },
  ],
  ratios: [{ sentenceUk: 'Речення.', sentenceEn: 'A sentence.' }],
});

vi.stubEnv('COLUMNS', '400');
afterAll(() => vi.unstubAllEnvs());

test('names the period, and shows counted, published, and forecast numbers side by side', () => {
  const text = promisesSection(PERIOD, new Sources());
  expect(periodLine(PERIOD)).toBe('UA from 2026-01-01 to 2026-12-31, counted until 2026-06-30');
  expect(text).toContain('2020-01-01 – 2020-06-30');
  const road = text.split('\n').find((line) => line.includes('Killed on roads')) ?? '';
  const cells = road.split(/ {2,}/).map((cell) => cell.trim());
  expect(cells).toEqual([
    'Killed on roads',
    '1,500',
    '—',
    '—',
    '1,700',
    '—; year: 3,554 ¹',
    'fewer',
    '3,100 (2,950–3,260, by last year’s season)',
    '—',
  ]);
  expect(text).toMatch(/Time to repair a pothole .* cannot be told from the target/);
  expect(text).toContain('A sentence.');
  expect(text).not.toContain('Речення.');
});

test('says which days a number covers, and what a rule is worth', () => {
  const lines = promisesSection(PERIOD, new Sources()).split('\n');
  expect(lines).toContain('Domestic violence, released: 2026-01-01 – 2026-03-31');
  const rule = '≤ 10 d, recommended, 2000-01-01, not confirmed';
  expect(lines).toContain(`Time to repair a pothole: ${rule}`);
  const urban = '≤ 10 min (urban), status not stated, 2000-01-01, not confirmed';
  expect(lines).toContain(`Time to arrive at a fire: ${urban}`);
  const violence = lines.find((line) => line.includes('  ') && line.includes('Domestic violence')) ?? '';
  expect(
    violence
      .split(/ {2,}/)
      .slice(1)
      .map((cell) => cell.trim()),
  ).toEqual(['120', '—', '—', '—', '—', '—', '—', '—']);
});

test('a share of surveys never stands without its interval and the people asked', () => {
  const sample = { size: 1_400, effectiveSize: 200.4, low: 57.13, high: 70.28 };
  const ofTrust = (trust: object) =>
    promisesSection(Scorecard.fromPartial({ ...PERIOD, rows: [{ ...TRUST, ...trust }] }), new Sources());
  const baselines = [{ counted: 60, sample: { ...sample, low: 50, high: 70 } }];
  const text = ofTrust({ value: 64, sample, baselines });
  expect(text).toMatch(/Trust in the officers, % + +64 \(57\.1–70\.3\)  +—  +—  +60 \(50–70\) /);
  expect(text).toContain('Trust in the officers, %: 57.1–70.3 with 95 % confidence, 1,400 people asked');
});

test('what is not known is a dash, and the day of the knowledge is named', () => {
  const text = promisesSection({ ...PERIOD, knownOn: '2026-06-30' }, new Sources());
  expect(periodLine({ ...PERIOD, knownOn: '2026-06-30' })).toContain(', as known on 2026-06-30');
  const trust = text.split('\n').find((line) => line.includes('Trust in the officers')) ?? '';
  expect(
    trust
      .split(/ {2,}/)
      .slice(1)
      .map((cell) => cell.trim()),
  ).toEqual(['—', '—', '—', '—', '—', '—', '—', '—']);
});
