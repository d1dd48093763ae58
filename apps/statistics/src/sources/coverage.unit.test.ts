import { addDays, type Day } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageOf, Reporting, type CoveredPart } from './coverage.ts';
import { MATTERS, type DeclaredSource } from './declaration.ts';
import type { Quiet } from '../heard/module.ts';

const FIRST = '2026-01-01';
const DAYS = 12;
const dayAt = (index: number): Day => addDays(FIRST, index);
const UNTIL = dayAt(DAYS - 1);
const CATEGORIES = ['road_crash', 'fire'] as const;
const SOURCES = ['a', 'b'] as const;
/** Two oblasts with two hromadas each. */
const PLACES = [
  ['A1', 'A'],
  ['A2', 'A'],
  ['B1', 'B'],
  ['B2', 'B'],
] as const;
const CODES = PLACES.map(([code]) => code);
const around = (code: string) => [code, PLACES.find(([own]) => own === code)?.[1] ?? code, 'UA'];

const index = fc.integer({ min: 0, max: DAYS - 1 });
const declaration = fc.record({
  source: fc.constantFrom(...SOURCES),
  matters: fc.uniqueArray(fc.constantFrom(...MATTERS), { minLength: 1 }),
  categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1 }),
  territoryCodes: fc.uniqueArray(fc.constantFrom('UA', 'A', 'B', ...CODES), { minLength: 1, maxLength: 3 }),
  first: index,
  last: fc.option(index, { nil: undefined }),
  lagDays: fc.integer({ min: 0, max: 3 }),
});
const span = fc.tuple(fc.option(index, { nil: undefined }), fc.option(index, { nil: undefined }));
const spans = (most: number) => fc.array(span, { maxLength: most });
const world = fc.record({
  declarations: fc.array(declaration, { maxLength: 5 }),
  // A source that is absent was never heard.
  quiet: fc.dictionary(fc.constantFrom(...SOURCES), spans(2)),
  occupied: fc.dictionary(fc.constantFrom(...CODES), spans(1)),
  people: fc.dictionary(fc.constantFrom(...CODES), fc.integer({ min: 1, max: 9 })),
  parts: fc.uniqueArray(fc.record({ code: fc.constantFrom(...CODES), own: span }), {
    minLength: 1,
    selector: ({ code }) => code,
  }),
  matter: fc.constantFrom(...MATTERS),
  categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1 }),
  asked: fc.tuple(index, index),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const toDays = ([from, to]: readonly [number | undefined, number | undefined]): Quiet => ({
  from: from === undefined ? undefined : dayAt(from),
  to: to === undefined ? undefined : dayAt(to),
});

test('whatever is declared, coverage is that of each person and day', () => {
  fc.assert(
    fc.property(world, (given) => {
      const [from, to] = given.asked.toSorted((a, b) => a - b) as [number, number];
      const reporting = new Reporting({
        declarations: given.declarations.map(toDeclared),
        quiet: new Map(Object.entries(given.quiet).map(([source, all]) => [source, all.map(toDays)])),
        until: UNTIL,
        around,
        populationOf: (code) => given.people[code],
        occupiedOf: (code) => (given.occupied[code] ?? []).map(toDays),
      });
      const parts: CoveredPart[] = given.parts.map(({ code, own }) => {
        const { from: first, to: last } = toDays(own);
        return { code, first, last };
      });
      const { matter, categories } = given;
      const found = reporting.covering({ matter, categories, parts })(dayAt(from), dayAt(to));
      const { total, all, any } = personDays(given, from, to);
      expect(found.share).toBeCloseTo(total === 0 ? 0 : all / total, 12);
      expect(found.isWhole).toBe(total > 0 && all === total);
      expect(found.isAny).toBe(any > 0);
    }),
    { numRuns: 2_000 },
  );
});

/** The plain model: each place on each day by itself. */
function personDays(given: World, from: number, to: number) {
  let [total, all, any] = [0, 0, 0];
  const holds = (day: number, [first, last]: readonly [number | undefined, number | undefined]) =>
    (first === undefined || first <= day) && (last === undefined || day <= last);
  for (const { code, own } of given.parts) {
    for (let day = from; day <= to; day += 1) {
      if (!holds(day, own) || (given.occupied[code] ?? []).some((each) => holds(day, each))) continue;
      const people = given.people[code] ?? 1;
      const reported = given.categories.map((category) =>
        given.declarations.some(
          (each) =>
            each.matters.includes(given.matter) &&
            each.categories.includes(category) &&
            each.territoryCodes.some((territory) => around(code).includes(territory)) &&
            day >= each.first &&
            day <= (each.last ?? DAYS) &&
            day <= DAYS - 1 - each.lagDays &&
            given.quiet[each.source]?.some((silent) => holds(day, silent)) === false,
        ),
      );
      total += people;
      if (reported.every(Boolean)) all += people;
      if (reported.some(Boolean)) any += people;
    }
  }
  return { total, all, any };
}

function toDeclared({ first, last, ...given }: World['declarations'][number], number: number): DeclaredSource {
  return {
    ...given,
    declarationId: String(number),
    titleUk: '',
    titleEn: '',
    firstDay: dayAt(first),
    lastDay: last === undefined ? undefined : dayAt(last),
    saidBy: '',
    endedSaidBy: undefined,
  };
}

test('nothing that is not whole is 100 per cent, and nothing that was counted is unknown', () => {
  expect(coverageOf({ share: 0.99999, isWhole: false, isAny: true }, false)).toEqual({
    completeness: 'incomplete',
    coveredPercent: 99.9,
  });
  const nobody = { share: 0, isWhole: false, isAny: false };
  expect(coverageOf(nobody, false)).toEqual({ completeness: 'unknown', coveredPercent: 0 });
  expect(coverageOf(nobody, true)).toEqual({ completeness: 'incomplete', coveredPercent: 0 });
  expect(coverageOf({ ...nobody, isAny: true }, false).completeness).toBe('incomplete');
  expect(coverageOf({ share: 1, isWhole: true, isAny: true }, false).completeness).toBe('complete');
});
