import { expect, test } from 'vitest';
import { draft, figure, onDay, referenceTo } from '../../test/figures.ts';
import {
  checkFigure,
  figureKey,
  othersOf,
  saysTheSame,
  type DraftFigure,
  type OfficialFigure,
} from './official-figure.ts';

const { series, provenance: source } = figure('deaths_road', 0);

test.each([
  ['a count', figure('deaths_road', 3_554)],
  ['no deaths at all', figure('deaths_road', 0)],
  ['the largest count', figure('hromadas', 1_000_000_000)],
  ['a share with a fraction', onDay('2021-11-04', 'trust_percent', 70.5, { qualifier: 'more_than' })],
  ['an approximate count', onDay('2021-03-03', 'community_officers', 450, { qualifier: 'about' })],
  [
    'a sentence and a link',
    figure('deaths_road', 3_541, {
      provenance: { ...source, sentence: 'Торік загинула 3 541 особа.', link: 'https://mvs.gov.ua/uk?a=1' },
    }),
  ],
  ['a target', onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' })],
])('accepts %s', (_, good) => {
  expect(checkFigure(good)).toEqual([]);
});

test.each<[string, Partial<DraftFigure>]>([
  ['series', { series: undefined }],
  ['series.id', { series: { ...series, id: 'Road deaths' } }],
  ['series.id', { series: { ...series, id: 'a'.repeat(61) } }],
  ['series.indicator', { series: { ...series, indicator: undefined } }],
  ['series.name_uk', { series: { ...series, nameUk: '' } }],
  ['series.publisher_uk', { series: { ...series, publisherUk: '' } }],
  ['series.publisher_uk', { series: { ...series, publisherUk: 'а'.repeat(201) } }],
  ['series.publisher_en', { series: { ...series, publisherEn: 'M' } }],
  ['series.publisher_en', { series: { ...series, publisherEn: 'Min\u0000istry' } }],
  ['series.publisher_en', { series: { ...series, publisherEn: 'Min\u202eistry' } }],
  ['series.definition_en', { series: { ...series, definitionEn: '' } }],
  ['series.unit', { series: { ...series, unit: 'persons' } }],
  ['series.licence_uk', { series: { ...series, licenceUk: '' } }],
  ['series.licence_en', { series: { ...series, licenceEn: '' } }],
  ['series.differs_en', { series: { ...series, differsUk: 'Бо інше визначення' } }],
  ['kind', { kind: undefined }],
  ['qualifier', { qualifier: undefined }],
  ['period_start', { periodStart: undefined }],
  ['period_end', { periodEnd: undefined }],
  ['period_end', { periodStart: '2021-01-01', periodEnd: '2020-12-31' }],
  ['provenance', { provenance: undefined }],
  ['provenance.title', { provenance: { ...source, title: 'two\nlines' } }],
  ['provenance.title', { provenance: { ...source, title: 't'.repeat(501) } }],
  ['provenance.title', { provenance: { ...source, title: ' padded' } }],
  ['provenance.published', { provenance: { ...source, published: undefined } }],
  ['provenance.sentence', { provenance: { ...source, sentence: 'а'.repeat(501) } }],
  ['provenance.sentence', { provenance: { ...source, sentence: 'two\nlines' } }],
  ['provenance.link', { provenance: { ...source, link: 'javascript:alert(1)' } }],
  ['provenance.link', { provenance: { ...source, link: 'https://mvs.gov.ua/two words' } }],
  ['provenance.replaces', { provenance: { ...source, replaces: null } }],
  ['provenance.replaces', { provenance: { ...source, replaces: source.published } }],
  ['provenance.replaces', { provenance: { ...source, replaces: '2022-01-01' } }],
  ['provenance.note_en', { provenance: { ...source, noteUk: 'Попередні дані' } }],
  ['provenance', { kind: 'target', provenance: undefined }],
  ['provenance.link', { provenance: { ...source, link: `https://mvs.gov.ua/${'a'.repeat(200)}` } }],
])('names %s when it breaks a rule', (field, broken) => {
  expect(checkFigure(draft(broken)).map((violation) => violation.field)).toEqual([field]);
});

test.each<[string, OfficialFigure]>([
  ['-1', figure('deaths_road', -1)],
  ['more than the largest', figure('deaths_road', 1_000_000_001)],
  ['a part of a person', figure('deaths_road', 3_554.5)],
  ['no number', figure('deaths_road', Number.NaN)],
  ['an infinite one', figure('deaths_road', Number.POSITIVE_INFINITY)],
  ['more than 100 per cent', figure('trust_percent', 100.1)],
  ['less than 0 per cent', figure('camera_coverage_percent', -0.1)],
  ['no per cent', figure('trust_percent', Number.NaN)],
])('refuses a value of %s', (_, wrong) => {
  expect(checkFigure(wrong).map(({ field }) => field)).toEqual(['value']);
});

test('reports all violations at once, and a series may be named by its id alone', () => {
  const wrong = { series: undefined, kind: undefined, qualifier: undefined, periodStart: undefined };
  expect(checkFigure(draft({ ...wrong, provenance: undefined }))).toHaveLength(5);
  expect(checkFigure(draft({ series: referenceTo(series.id), value: 70.5 }))).toEqual([]);
});

test('a figure is identified by series, kind and period; value, qualifier and source may change', () => {
  const one = figure('deaths_road', 1);
  expect(figureKey(figure('deaths_road', 2))).toBe(figureKey(one));
  expect(figureKey(figure('deaths_fire', 1))).not.toBe(figureKey(one));
  expect(figureKey(figure('deaths_road', 1, { kind: 'target' }))).not.toBe(figureKey(one));
  expect(figureKey(figure('deaths_road', 1, { periodEnd: '2020-06-30' }))).not.toBe(figureKey(one));
  expect(saysTheSame(one, figure('deaths_road', 1))).toBe(true);
  expect(saysTheSame(one, figure('deaths_road', 2))).toBe(false);
  expect(saysTheSame(one, figure('deaths_road', 1, { qualifier: 'more_than' }))).toBe(false);
  for (const other of [
    { title: 'Another' },
    { sentence: 'Another' },
    { link: 'https://mvs.gov.ua' },
    { noteEn: 'A' },
  ]) {
    expect(saysTheSame(one, figure('deaths_road', 1, { provenance: { ...source, ...other } }))).toBe(false);
  }
});

test('others are of the same indicator and period, of another series, and state something else', () => {
  const one = figure('deaths_road', 3_541);
  const other = { series: { ...series, id: 'other-deaths-road' } };
  const different = figure('deaths_road', 3_554, other);
  const figures = [
    one,
    different,
    figure('deaths_road', 3_541, other),
    figure('deaths_fire', 1_728),
    figure('deaths_road', 2_492, { ...other, periodEnd: '2020-10-31' }),
    figure('deaths_road', 3_000, { ...other, kind: 'target' }),
  ];
  expect(othersOf(one, figures)).toEqual([different]);
  const about = figure('deaths_road', 3_541, { ...other, qualifier: 'about' });
  expect(othersOf(one, [about])).toEqual([about]);
});
