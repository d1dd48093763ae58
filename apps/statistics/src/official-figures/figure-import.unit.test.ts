import { accepted, type Violation } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { DEATHS_2020, figure, onDay } from '../../test/figures.ts';
import { decideImport, type Statement } from './figure-import.ts';
import type { OfficialFigure } from './official-figure.ts';

const TODAY = '2021-11-04';

const known = (...figures: OfficialFigure[]): Statement[] =>
  figures.map((each, index) => ({ figure: each, revision: index + 1 }));

/** A statement of road deaths in 2020 that was published on a day. */
function stated(published: string, value: number): OfficialFigure {
  const { provenance, ...rest } = figure('deaths_road', value);
  return { ...rest, provenance: { ...provenance, published } };
}

const plan = (before: readonly Statement[], incoming: readonly OfficialFigure[]) =>
  accepted(decideImport(before, incoming, TODAY));

test('distinguishes new, revised and unchanged figures', () => {
  const before = [figure('deaths_road', 3_554), figure('deaths_fire', 1_728)].flatMap((each) => known(each));
  const incoming = [figure('deaths_road', 3_554), figure('deaths_fire', 1_729), figure('deaths_water', 1_201)];
  expect(plan(before, incoming)).toMatchObject({
    added: [incoming[2]],
    revised: [incoming[1]],
    earlier: [],
    unchanged: 1,
    counting: [
      { figure: incoming[1], revision: 2 },
      { figure: incoming[2], revision: 1 },
    ],
    former: [],
  });
});

test('the statement that was published last counts, in whatever order they are imported', () => {
  const [first, last] = [stated('2021-01-12', 3_541), stated('2021-11-04', 3_554)];
  expect(plan(known(first), [last])).toMatchObject({ revised: [last], counting: [{ figure: last, revision: 2 }] });
  expect(plan(known(last), [first])).toMatchObject({
    earlier: [first],
    counting: [],
    former: [{ figure: first, revision: 2 }],
  });
  for (const together of [
    [first, last],
    [last, first],
  ]) {
    const { counting, former } = plan([], together);
    expect([counting.map((each) => each.figure), former.map((each) => each.figure)]).toEqual([[last], [first]]);
  }
});

test('a statement that is known, also as history, is unchanged', () => {
  const both = known(stated('2021-01-12', 3_541), stated('2021-11-04', 3_554));
  expect(plan(both, [stated('2021-01-12', 3_541), stated('2021-11-04', 3_554)])).toMatchObject({
    unchanged: 2,
    counting: [],
    former: [],
  });
});

test('of two statements of one day, the one that was imported last counts, also if it takes a correction back', () => {
  const corrected = known(stated('2021-11-04', 3_554), stated('2021-11-04', 3_555));
  const back = stated('2021-11-04', 3_554);
  expect(plan(corrected, [back])).toMatchObject({ revised: [back], counting: [{ figure: back, revision: 3 }] });
});

test('rejects a figure that is stated twice with one day of publication', () => {
  const batch = [figure('hromadas', 1_469), figure('deaths_fire', 1), figure('hromadas', 1_470)];
  expect(decideImport([], batch, TODAY)).toMatchObject({
    violations: [{ field: 'figures[2]', rule: 'must not state again what figures[0] states' }],
  });
});

test('rejects what was published in the future, and what was observed of a period that is not over', () => {
  const year2021 = { periodStart: '2021-01-01', periodEnd: '2021-12-31' };
  const batch = [
    figure('deaths_road', 3_554),
    stated('2021-11-05', 3_555),
    figure('deaths_fire', 1_221, year2021),
    figure('deaths_water', 900, { ...year2021, kind: 'target' }),
    onDay(TODAY, 'community_officers', 632),
  ];
  const { violations } = decideImport([], batch, TODAY) as { violations: readonly Violation[] };
  expect(violations.map(({ field }) => field)).toEqual(['figures[1].provenance.published', 'figures[2].period_end']);
});

test('a total that differs from the sum of its parts is accepted and named', () => {
  expect(plan([], DEATHS_2020).differences).toEqual([]);
  const before = DEATHS_2020.flatMap((each) => known(each));
  const difference = { kind: 'observed', periodStart: '2020-01-01', periodEnd: '2020-12-31', total: 7_814 };
  const { differences, revised } = plan(before, [figure('deaths_road', 3_555)]);
  expect(differences).toEqual([{ ...difference, sum: 7_815, missingParts: [], inexactParts: [] }]);
  expect(revised).toHaveLength(1);
  // An earlier statement does not change what counts.
  expect(plan(before, [stated('2021-01-12', 3_541)]).differences).toEqual([]);
});
