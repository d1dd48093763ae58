import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { Direction, Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { expect, test } from 'vitest';
import { baselines, CARD, lines, linesOf, only, PEOPLE, TRUST } from '../../test/example-scorecard.ts';

test('a promise is one line, with a bar of what it is a part of', () => {
  expect(linesOf('Community officers', 3)).toEqual([
    'Community officers in post    632 of 2,000     ███░░░░░░░ late, due 31.12.2022',
    'Hromadas with a named officer 372 of 1,329     ███░░░░░░░ on the way',
    'Patrol with a body camera     93.7 % of 100 %  █████████░ on the way',
  ]);
  expect(lines().join('\n')).not.toContain('Officers assigned to a beat');
});

test('a bar is full only for all, and empty only for nothing', () => {
  const barOf = (value: number) => /[█░]+/.exec(only({ better: Direction.MORE, value, whole: 1_000 }).join('\n'))?.[0];
  expect([0, 1, 500, 999, 1_000, 1_200].map(barOf)).toEqual([
    '░░░░░░░░░░',
    '█░░░░░░░░░',
    '█████░░░░░',
    '█████████░',
    '██████████',
    '██████████',
  ]);
});

test('what is to become fewer has no bar, and a sparkline only of three known values', () => {
  const ofFewer = (before: number | undefined) =>
    only({ ...PEOPLE, value: 40, whole: 80, baselines: baselines(before, 84) }).join('\n');
  expect(ofFewer(61)).toContain('40               █▆▄');
  expect(ofFewer(undefined)).not.toMatch(/[▁-█░]/);
});

test('counted and published numbers stand apart, and a published one names its year', () => {
  expect(linesOf('Killed on roads', 2)).toEqual([
    'Killed on roads               40               █▆▄        fewer than in 2025',
    'official                    3,249 in 2025    8.2 % below 2020 (3.6–12.7 %)',
  ]);
  expect(linesOf('Killed in fires')).toEqual(['Killed in fires               1,728 in 2020    official']);
  const unmeasured = only({ ...TRUST, titleEn: 'Trust', verdict: Verdict.REACHED })
    .join(' ')
    .replaceAll(/ +/g, ' ');
  expect(unmeasured).toContain('Trust over 70 % in official, reached (goal over 70 2021 %)');
});

test('what was published of a part of a year names its days, and is not drawn beside whole years', () => {
  const inYears = baselines(undefined, undefined, Indicator.DEATHS_ROAD);
  const withOfficial = (more: object) =>
    only({ ...PEOPLE, titleEn: 'Roads', baselines: inYears, official: { ...inYears[0]?.official, ...more } }).join(
      '\n',
    );
  expect(withOfficial({})).toMatch(/Roads +3,249 in 2025 +█{3} +official/);
  const tenMonths = withOfficial({ value: 2_492, periodEnd: { year: 2025, month: 10, day: 31 } });
  expect(tenMonths).toMatch(/Roads +2,492, +official\n +01\.01–31\.10\.2025/);
});

test('a published year that only the comparison with 2020 has is shown as well', () => {
  const [ratio] = CARD.ratios;
  const withRatio = (more: object) =>
    only(
      { ...PEOPLE, id: 'deaths_road', titleEn: 'Roads', baselines: baselines(undefined, 90, Indicator.DEATHS_FIRE) },
      ratio === undefined ? [] : [{ ...ratio, firstDay: '2024-01-01', lastDay: '2024-12-31', deaths: 3_202, ...more }],
    ).join('\n');
  expect(withRatio({})).toMatch(/Roads +3,202 in 2024 +official, 8\.2 % below 2020\n +\(3\.6–12\.7 %\)/);
  expect(withRatio({ trend: Trend.NO_CLEAR_CHANGE })).toContain('official, no clear change');
  const infinite = { value: Infinity, low: 1.2, high: Infinity };
  expect(withRatio({ trend: Trend.MORE, ratio: infinite })).toContain('official, more than in 2020');
});

test('a share of surveys never stands without its interval and the people asked', () => {
  expect(linesOf('Trust', 3).join(' ').replaceAll(/ +/g, ' ')).toBe(
    'Trust in the officers 64 % (57.1–70.3) ██████░░░░ cannot be told from 1,400 asked the target (goal over 70 %)',
  );
});

test('says which days a released number covers', () => {
  expect(linesOf('Domestic violence')[0]).toMatch(/ 120 +██▇ +01\.01–30\.09\.2026, no$/);
  const overTheYear = only({ value: 1, coveredFrom: '2025-10-01', coveredTo: '2026-09-30' }).join('\n');
  expect(overTheYear).toContain('01.10.2025 – 30.09.2026');
});

const INCOMPLETE = { completeness: Completeness.INCOMPLETE, coveredPercent: 37.04 };
const COMPLETE = { completeness: Completeness.COMPLETE, coveredPercent: 100 };

test('a lower bound says "at least" and for whom it is reported, and has no sparkline', () => {
  const water = { ...PEOPLE, titleEn: 'Killed on water', value: 8, coverage: INCOMPLETE, baselines: baselines(9, 7) };
  const all = only(water);
  expect(linesOf('Killed on water', 2, all)).toEqual([
    'Killed on water               at least 8       reported for 37 % of the',
    'population',
  ]);
  expect(only({ ...water, coverage: COMPLETE }).join('\n')).toMatch(/Killed on water +8 +[▁-█]{3}/);
  expect(only({ ...water, coverage: { ...INCOMPLETE, coveredPercent: 99.98 } }).join(' ')).toContain('for 99.9 % of');
  expect(only({ ...water, coverage: COMPLETE, outcomesOpen: 12n }).join('\n')).toMatch(/outcomes not known\s+yet: 12/);
});

test('an earlier number that not everybody reported is no point of a sparkline', () => {
  const [before, base] = baselines(9, 7);
  const row = { ...PEOPLE, titleEn: 'Water', value: 8, coverage: COMPLETE };
  const ofBefore = (coverage: object) =>
    only({
      ...row,
      baselines: [
        { ...before, coverage },
        { ...base, coverage: COMPLETE },
      ],
    }).join('\n');
  expect(ofBefore(INCOMPLETE)).not.toMatch(/[▁-█]/);
  expect(ofBefore(COMPLETE)).toMatch(/[▁-█]{3}/);
});

test('a published number comes before a lower bound, and before what is invented', () => {
  const roads = {
    ...PEOPLE,
    titleEn: 'Roads',
    value: 40,
    baselines: baselines(undefined, undefined, Indicator.DEATHS_ROAD),
  };
  expect(linesOf('Roads', 2, only({ ...roads, coverage: INCOMPLETE }))).toEqual([
    expect.stringMatching(/^Roads +3,249 in 2025 +official$/),
    expect.stringMatching(/^from reports +at least 40 +reported for 37 % of the$/),
  ]);
  const invented = lines({ ...CARD, rows: CARD.rows.slice(0, 1) }, { installation: InstallationKind.DEMONSTRATION });
  expect(linesOf('Killed on roads', 3, invented)).toEqual([
    expect.stringMatching(/^Killed on roads +3,249 in 2025 +official, 8\.2 % below 2020$/),
    '(3.6–12.7 %)',
    expect.stringMatching(/^from reports +40 +█▆▄ +fewer than in 2025$/),
  ]);
});

test('a number that nobody reports is none, not a zero', () => {
  const unknown = only({ value: 0, titleEn: 'Nobody', coverage: { completeness: Completeness.UNKNOWN } });
  expect(unknown.join('\n')).toContain('NOT MEASURED YET (1)');
  expect(unknown.join('\n')).not.toContain('Nobody');
});
