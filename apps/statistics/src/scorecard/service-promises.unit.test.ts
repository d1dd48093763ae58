import { expect, test } from 'vitest';
import { HALF_A_YEAR, reportedBy, rowSources, type Given } from '../../test/row-sources.ts';
import type { Figure } from '../figures/module.ts';
import type { Target } from '../on-time/module.ts';
import { rowsOf } from './rows.ts';
import { spansOf } from './spans.ts';

const SPANS = spansOf(HALF_A_YEAR);
const PIT_RULE: Target = {
  service: 'municipality',
  targetClass: 'road_pit',
  area: 'any',
  clock: 'discovered',
  ownPromise: false,
  goal: 'repair',
  validFrom: '2000-01-01',
  minutes: 14_400,
  allowedExceedancePercent: undefined,
  status: 'recommended',
  confirmed: false,
};

test('repairs are the events behind the median, with baselines, trend and forecast', () => {
  const { lights_repaired: lights, light_repair_time: time } = measures({
    current: [
      median('light_repair_time', 86_400, 260),
      ...Array.from({ length: 26 }, (_, week) => ({ ...median('light_repair_time', 9, 10), from: monday(week) })),
    ],
    yearBefore: [median('light_repair_time', 172_800, 400)],
    baseYear: [],
    wholeYearBefore: [median('light_repair_time', 172_800, 1_000)],
  });
  expect(lights).toMatchObject({
    current: { value: 260 },
    baselines: [
      { span: SPANS.yearBefore, counted: { value: 400 } },
      { span: SPANS.baseYear, counted: undefined },
    ],
    trend: 'fewer',
    forecast: { method: 'seasonal', value: 650 },
    rules: [],
  });
  expect(time).toMatchObject({
    current: { value: 86_400 },
    baselines: [{ counted: { value: 172_800 } }, { counted: undefined }],
    trend: undefined,
    forecast: undefined,
    rules: [],
  });
});

test('weeks without a repair are 0, so that they widen the forecast', () => {
  const every = (step: number, base: number) => [
    median('pit_repair_time', 9, 130),
    ...Array.from({ length: 26 / step }, (_, index) => ({
      ...median('pit_repair_time', 9, base),
      from: monday(index * step),
    })),
  ];
  const [even, uneven] = [every(1, 5), every(2, 10)].map((current) => measures({ current })['pits_repaired']?.forecast);
  expect(even).toMatchObject({ method: 'even', dispersion: 1 });
  expect(uneven?.dispersion).toBeGreaterThan(3);
});

test('a rule of repair comes with its status', () => {
  const timeOf = (cases: number) =>
    measures({ current: [median('pit_repair_time', 7_200, cases)] }, { targets: [PIT_RULE] })['pit_repair_time'];
  expect(timeOf(10)).toMatchObject({ current: { value: 7_200 }, rules: [PIT_RULE] });
  // A median of fewer may be the time of one known case.
  expect(timeOf(9)).toMatchObject({ current: undefined, rules: [PIT_RULE] });
});

test('ambulances are judged by the times of ambulances and their dated rules', () => {
  const arrival = (responder: 'ambulance' | 'police', value: number): Figure => ({
    measure: 'arrival_time_p50',
    responder,
    value,
    base: 10,
  });
  const rule = { ...PIT_RULE, goal: 'arrival', service: 'ambulance', targetClass: 'critical', minutes: 10 } as const;
  const given = { current: [arrival('police', 60), arrival('ambulance', 540)] };
  const found = measures(given, { targets: [PIT_RULE, { ...rule, service: 'police' }, rule] });
  expect(found['ambulance_arrival']).toMatchObject({
    current: { value: 540 },
    baselines: [{ counted: undefined }, { counted: undefined }],
    rules: [rule],
  });
});

test('shares of answers have the cases behind them, and change where their exact intervals do not overlap', () => {
  const share = (value: number, base: number): Figure => ({
    measure: 'questions_answered_in_time',
    value,
    base,
  });
  const of = (now: Figure, before: Figure) =>
    measures({ current: [now], yearBefore: [before] })['questions_answered_in_time'];
  expect(of(share(90, 200), share(70, 200))).toMatchObject({ current: { value: 90, whole: 200 }, trend: 'more' });
  expect(of(share(90, 10), share(70, 10))?.trend).toBe('no_clear_change');
  expect(of(share(70, 200), share(90, 200))?.trend).toBe('fewer');
});

test('nothing counted and nothing released is absent, never 0', () => {
  for (const measure of Object.values(measures({}, { coverage: reportedBy(0) }))) {
    expect(measure.current?.value).toBeUndefined();
    expect([measure.covered, measure.trend, measure.forecast, measure.rules]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
  }
});

test('of sensitive categories the months until the first hidden one count, against the same months', () => {
  const current = months(2026, 30, 20, undefined, 40);
  const before = months(2025, 90, 90, 90, 90);
  const hidden = months(2020, 9, undefined, 9, 9);
  const released = { current, baselines: [before, hidden] };
  const { domestic_violence: violence } = measures({}, { released: new Map([['domestic_violence', released]]) });
  expect(violence).toMatchObject({
    current: { value: 50 },
    covered: { from: '2026-01-01', to: '2026-02-28' },
    baselines: [
      { span: { from: '2025-01-01', to: '2025-02-28' }, counted: { value: 180 } },
      { span: { from: '2020-01-01', to: '2020-02-28' }, counted: undefined },
    ],
    trend: 'fewer',
    forecast: undefined,
  });
});

test('a period whose first month is hidden has no number', () => {
  const current = months(2026, undefined, 20);
  const released = new Map([['school_safety', { current, baselines: [] }]]);
  expect(measures({}, { released })['school_safety']).toMatchObject({
    current: undefined,
    covered: undefined,
  });
});

function median(name: string, value: number, base: number): Figure {
  return { measure: `${name}_p50`, value, base };
}

/** The first day of the year, then Mondays. */
function monday(week: number): string {
  const first = Date.parse('2026-01-05') + (week - 1) * 7 * 86_400_000;
  return week === 0 ? '2026-01-01' : new Date(first).toISOString().slice(0, 10);
}

function months(year: number, ...values: (number | undefined)[]) {
  return values.map((value, index) => {
    const month = String(index + 1).padStart(2, '0');
    const to = new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10);
    return { from: `${year}-${month}-01`, to: month === '02' ? `${year}-02-28` : to, value };
  });
}

/** By the id of the promise. */
function measures(given: Given, more: Parameters<typeof rowSources>[1] = {}) {
  return Object.fromEntries(rowsOf(rowSources(given, more)).map((row) => [row.promise.id, row]));
}
