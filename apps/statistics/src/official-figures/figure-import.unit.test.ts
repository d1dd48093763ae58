import { accepted, type Violation } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { DEATHS_2020, figure, onDay, referenceTo, seriesOf } from '../../test/figures.ts';
import { decideImport, type Statement } from './figure-import.ts';
import type { OfficialFigure, SentFigure } from './official-figure.ts';

const TODAY = '2021-11-04';

const known = (...figures: OfficialFigure[]): Statement[] =>
  figures.map((each, index) => ({ figure: each, revision: index + 1 }));

const NOTHING_KNOWN = { series: [], statements: [] };

/** A statement of road deaths in 2020 that was published on a day. */
function stated(published: string, value: number): OfficialFigure {
  const { provenance, ...rest } = figure('deaths_road', value);
  return { ...rest, provenance: { ...provenance, published } };
}

const plan = (before: readonly Statement[], incoming: readonly SentFigure[]) =>
  accepted(decideImport({ series: before.map((each) => each.figure.series), statements: before }, incoming, TODAY));

const violationsOf = (incoming: readonly SentFigure[], before: readonly OfficialFigure[] = []) => {
  const stored = { series: before.map(({ series }) => series), statements: known(...before) };
  return (decideImport(stored, incoming, TODAY) as { violations?: readonly Violation[] }).violations ?? [];
};

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
  expect(decideImport(NOTHING_KNOWN, batch, TODAY)).toMatchObject({
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
  expect(violationsOf(batch).map(({ field }) => field)).toEqual([
    'figures[1].provenance.published',
    'figures[2].period_end',
  ]);
});

test('a total that differs from the sum of its parts is accepted and named', () => {
  expect(plan([], DEATHS_2020).differences).toEqual([]);
  const before = DEATHS_2020.flatMap((each) => known(each));
  const difference = {
    seriesId: 'ministry-deaths-total',
    kind: 'observed',
    periodStart: '2020-01-01',
    periodEnd: '2020-12-31',
    total: 7_814,
  };
  const { differences, revised } = plan(before, [figure('deaths_road', 3_555)]);
  expect(differences).toEqual([{ ...difference, sum: 7_815, missingParts: [], inexactParts: [] }]);
  expect(revised).toHaveLength(1);
  // An earlier statement does not change what counts.
  expect(plan(before, [stated('2021-01-12', 3_541)]).differences).toEqual([]);
});

test('a publisher is compared with itself: another one’s part is no part of a total', () => {
  const other = seriesOf('deaths_road', { id: 'police-deaths-road', publisherUk: 'Патрульна поліція' });
  const [, ...rest] = DEATHS_2020;
  const road = figure('deaths_road', 3_541, { series: other });
  expect(plan([], [road, ...rest]).differences).toMatchObject([{ sum: 4_260, missingParts: ['deaths_road'] }]);
});

test('two publishers are two figures, and a series is described once', () => {
  const other = seriesOf('deaths_road', { id: 'police-deaths-road', publisherUk: 'Патрульна поліція' });
  const both = [
    figure('deaths_road', 3_554),
    figure('deaths_road', 3_541, { series: other }),
    {
      ...figure('deaths_road', 3_238, { periodStart: '2019-01-01', periodEnd: '2019-12-31' }),
      series: referenceTo(other.id),
    },
  ];
  const { added, series } = plan([], both);
  expect(added.map((each) => [each.series.publisherUk.split(' ')[0], each.value])).toEqual([
    ['Міністерство', 3_554],
    ['Патрульна', 3_541],
    ['Патрульна', 3_238],
  ]);
  expect(series.map(({ id }) => id)).toEqual(['patrol-police-deaths-road', 'police-deaths-road']);
  expect(plan(known(figure('deaths_road', 3_554)), [figure('deaths_road', 3_554)]).series).toEqual([]);
});

test('a series that nobody described, or that is described otherwise than it was, is refused', () => {
  const unknown = { ...figure('deaths_road', 1), series: referenceTo('nobody-knows-it') };
  expect(violationsOf([unknown])).toEqual([
    { field: 'figures[0].series.id', rule: 'must be a known series, or come with its description' },
  ]);
  const redefined = figure('deaths_road', 1, {
    series: seriesOf('deaths_road', { definitionEn: 'Something else', licenceUk: 'Інша' }),
  });
  const fields = ['figures[0].series.definition_en', 'figures[0].series.licence_uk'];
  expect(violationsOf([redefined], [figure('deaths_road', 3_554)]).map(({ field }) => field)).toEqual(fields);
  const twice = [figure('deaths_road', 1), { ...redefined, periodStart: '2020-02-01' }];
  expect(violationsOf(twice).map(({ field }) => field)).toEqual(fields.map((field) => field.replace('0', '1')));
});

test('history may be imported, but a statement replaces only an earlier one of the same figure', () => {
  const replacing = (published: string, replaces: string): OfficialFigure => {
    const { provenance, ...rest } = stated(published, 3_541);
    return { ...rest, provenance: { ...provenance, replaces } };
  };
  const [first, last] = [stated('2021-01-12', 3_541), stated('2021-11-04', 3_554)];
  expect(violationsOf([first], [last])).toEqual([]);
  expect(violationsOf([replacing('2021-11-04', '2021-01-12')], [first])).toEqual([]);
  expect(violationsOf([first, replacing('2021-11-04', '2021-01-12')])).toEqual([]);
  const rule = 'must be the day of publication of a statement of the same figure';
  expect(violationsOf([replacing('2021-11-04', '2021-01-11')], [first])).toEqual([
    { field: 'figures[0].provenance.replaces', rule },
  ]);
});

test('the unit of its series decides whether a value fits, also of a series that is only named', () => {
  const named = (value: number) => ({ ...figure('trust_percent', value), series: referenceTo('ministry-trust') });
  const before = [figure('trust_percent', 70, { periodStart: '2020-02-01' })];
  expect(violationsOf([named(70.5)], before)).toEqual([]);
  expect(violationsOf([named(100.5)], before)).toEqual([
    { field: 'figures[0].value', rule: 'must be 0 to 100 per cent' },
  ]);
});
