import fc from 'fast-check';
import type { Chart, Language } from '../src/chart.ts';

const unit = { one: 'подія', few: 'події', many: 'подій', other: 'події' };
const value = fc.option(fc.oneof(fc.double(), fc.integer({ min: -50, max: 3_000 }), fc.constant(0)), {
  nil: undefined,
});
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200, size: 'max' }),
  fc.constantFrom('Івано-Франківська', '<b>&"\'', ''),
);
const amount = { value, low: value, high: value, qualifier: fc.option(name, { nil: undefined }) };
const finite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -50, max: 3_000 }));
const baseline = fc.option(fc.record({ name, value: finite }), { nil: undefined });
const common = {
  title: name,
  subtitle: name,
  unit: fc.constant(unit),
  notes: fc.array(name, { maxLength: 2 }),
  intervalName: name,
  isDemonstration: fc.boolean(),
};
const population = fc.integer({ min: 1, max: 40_000_000 });
const rate = fc.double({ min: 0, max: 1e6, noNaN: true });
const corner = fc.tuple(fc.double({ min: 22, max: 41, noNaN: true }), fc.double({ min: 44, max: 53, noNaN: true }));

/** Charts of any figures, among them none, huge ones, and missing ones. */
export const anyChart: fc.Arbitrary<Chart> = fc.oneof(
  fc.record({
    ...common,
    kind: fc.constant('time-series' as const),
    points: fc.array(fc.record({ name, label: name, first: value, ...amount }), { maxLength: 80 }),
    baseline,
  }),
  fc.record({
    ...common,
    kind: fc.constant('bars' as const),
    bars: fc.array(fc.record({ name, ...amount }), { maxLength: 30 }),
    baseline,
  }),
  fc.record({
    ...common,
    kind: fc.constant('rates' as const),
    rates: fc.array(fc.record({ name, ...amount }), { maxLength: 30 }),
    baseline,
  }),
  fc.record({
    ...common,
    kind: fc.constant('progress' as const),
    goals: fc.array(
      fc.record({
        name,
        ...amount,
        target: fc.option(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), { nil: undefined }),
        due: name,
      }),
      { maxLength: 8 },
    ),
  }),
  fc.record({
    ...common,
    kind: fc.constant('funnel' as const),
    points: fc.array(fc.record({ name, population, ...amount }), { maxLength: 200, size: 'max' }),
    limits: fc.array(fc.record({ population, innerLow: rate, innerHigh: rate, outerLow: rate, outerHigh: rate }), {
      maxLength: 8,
    }),
    mean: fc.option(fc.record({ name, value: finite }), { nil: undefined }),
    populationName: name,
  }),
  fc.record({
    ...common,
    kind: fc.constant('map' as const),
    areas: fc.array(
      fc.record({ code: name, name, rings: fc.array(fc.array(corner, { maxLength: 8 }), { maxLength: 3 }), ...amount }),
      { maxLength: 40 },
    ),
    attribution: name,
  }),
);
export const anyLanguage = fc.constantFrom<Language>('uk', 'en');
