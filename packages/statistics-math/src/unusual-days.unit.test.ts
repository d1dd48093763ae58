import { expect, test } from 'vitest';
import { randomCount, randomOf } from '../test/random-counts.ts';
import { chanceOf, fitBaseline, MIN_DAYS, MIN_UNUSUAL } from './unusual-days.ts';

// 1 January 2024.
const FIRST_DAY = 19_723;
const [HISTORY, YEAR] = [730, 365];

interface Kind {
  readonly level: number;
  readonly dispersion: number;
}

/** More on Fridays and Saturdays and in summer, growing by 15 % a year, as the calls to 102 do. */
function meanOn(day: number, { level }: Kind): number {
  const weekday = day % 7;
  const ofWeek = weekday === 1 || weekday === 2 ? 1.4 : 0.9;
  return level * ofWeek * (1 + 0.3 * Math.sin((2 * Math.PI * day) / 365.2425)) * 1.15 ** ((day - FIRST_DAY) / 365);
}

function seriesOf(days: number, kind: Kind, random: () => number): number[] {
  return Array.from({ length: days }, (_, index) =>
    randomCount(meanOn(FIRST_DAY + index, kind), kind.dispersion, random),
  );
}

const KINDS: readonly Kind[] = [
  { level: 0.3, dispersion: 1 },
  { level: 4, dispersion: 1 },
  { level: 4, dispersion: 1.5 },
  { level: 40, dispersion: 2.5 },
];

test('on 1,000 simulated years without anything unusual, alarms are no more frequent than stated', () => {
  const years = KINDS.map((kind, index) => alarmsIn(kind, { years: 250, history: HISTORY, seed: 1_469 + index }));
  for (const [index, rate] of STATED.entries()) {
    const ofKinds = years.map(({ alarms }) => alarms[index] ?? 0);
    expect(
      ofKinds.filter((alarms) => alarms > mostOf(rate, 250 * YEAR)),
      `of one kind, at ${rate}`,
    ).toEqual([]);
    const all = ofKinds.reduce((sum, alarms) => sum + alarms, 0);
    expect(all, `at ${rate}`).toBeLessThanOrEqual(mostOf(rate, 1_000 * YEAR));
    // Nor does it keep the rate by never raising an alarm.
    if (index === 0) expect(all).toBeGreaterThan(0.2 * rate * 1_000 * YEAR);
  }
});

/** Level and dispersion of a large city and of the country. */
const BUSY: readonly Kind[] = [
  { level: 300, dispersion: 4 },
  { level: 2_000, dispersion: 8 },
];

// The shortest history has the least to tell growth by; the longest is that of the service.
test.each([MIN_DAYS, 1_096].flatMap((history) => [...KINDS, ...BUSY].map((kind) => ({ history, ...kind }))))(
  'after $history days of about $level events, dispersion $dispersion, alarms are no more frequent than stated',
  ({ history, ...kind }) => {
    const { alarms, days } = alarmsIn(kind, { years: 10, history, seed: history });
    expect(alarms[0]).toBeLessThanOrEqual(mostOf(1e-3, days));
  },
);

const STATED = [1e-3, 1e-4, 2e-5];

/** More than chance explains, if so many days have a false alarm at this rate. */
function mostOf(rate: number, days: number): number {
  return rate * days + 2 * Math.sqrt(rate * days);
}

/** How many days of null years are called unusual, at each stated rate. */
function alarmsIn(kind: Kind, { years, history, seed }: { years: number; history: number; seed: number }) {
  const random = randomOf(seed);
  const alarms = STATED.map(() => 0);
  for (let year = 0; year < years; year += 1) {
    const series = seriesOf(history + YEAR, kind, random);
    const baseline = fitBaseline(series.slice(0, history), FIRST_DAY);
    if (baseline === undefined) throw new Error('two years are enough');
    for (let day = history; day < series.length; day += 1) {
      const count = series[day] ?? 0;
      if (count < MIN_UNUSUAL) continue;
      const chance = chanceOf(count, baseline.expectedOn(FIRST_DAY + day));
      for (const [index, rate] of STATED.entries()) if (chance <= rate) alarms[index] = (alarms[index] ?? 0) + 1;
    }
  }
  return { alarms, days: years * YEAR };
}

test('a day with three times as many events is unusual, however busy the place', () => {
  for (const level of [3, 12, 100]) {
    const random = randomOf(level);
    const kind = { level, dispersion: 1.3 };
    const baseline = fitBaseline(seriesOf(HISTORY, kind, random), FIRST_DAY);
    const day = FIRST_DAY + HISTORY;
    const expected = baseline?.expectedOn(day);
    if (expected === undefined) throw new Error('two years are enough');
    expect(expected.mean / meanOn(day, kind)).toBeGreaterThan(0.8);
    expect(expected.mean / meanOn(day, kind)).toBeLessThan(1.25);
    expect(chanceOf(Math.ceil(4 * meanOn(day, kind)), expected)).toBeLessThan(1e-4);
    expect(chanceOf(Math.ceil(meanOn(day, kind)), expected)).toBeGreaterThan(0.1);
  }
});

test('a disaster in the past does not hide the next one', () => {
  const kind = { level: 10, dispersion: 1 };
  const calm = seriesOf(HISTORY, kind, randomOf(7));
  const shaken = calm.map((count, index) => (index === 400 ? 300 : count));
  const [ofCalm, ofShaken] = [fitBaseline(calm, FIRST_DAY), fitBaseline(shaken, FIRST_DAY)];
  expect(ofShaken?.dispersion).toBeCloseTo(ofCalm?.dispersion ?? 0, 1);
  expect(ofShaken?.expectedOn(FIRST_DAY + 766).mean).toBeCloseTo(ofCalm?.expectedOn(FIRST_DAY + 766).mean ?? 0, 0);
});

test('a series of less than two years or with hardly any event has no baseline', () => {
  for (const days of [366, 540, 729]) {
    const kind = { level: 10, dispersion: 1 };
    expect(fitBaseline(seriesOf(days, kind, randomOf(1)), FIRST_DAY), `${days} days`).toBeUndefined();
  }
  expect(
    fitBaseline(
      Array.from({ length: 800 }, (_, index) => (index % 30 === 0 ? 1 : 0)),
      FIRST_DAY,
    ),
  ).toBeUndefined();
});

test('a weekday on which nothing ever happens does not break the baseline', () => {
  const counts = Array.from({ length: HISTORY }, (_, index) => ((FIRST_DAY + index) % 7 === 3 ? 0 : 4));
  const baseline = fitBaseline(counts, FIRST_DAY);
  const quiet = Array.from({ length: 7 }, (_, index) => FIRST_DAY + HISTORY + index).find((day) => day % 7 === 3);
  expect(baseline?.expectedOn(quiet ?? 0).mean).toBeLessThan(0.5);
});
