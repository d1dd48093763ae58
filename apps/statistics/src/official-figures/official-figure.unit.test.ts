import { expect, test } from 'vitest';
import { draft, figure, onDay } from '../../test/figures.ts';
import { checkFigure, figureKey, saysTheSame, type DraftFigure } from './official-figure.ts';

const source = figure('deaths_road', 0).provenance;

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
  ['indicator', { indicator: undefined }],
  ['kind', { kind: undefined }],
  ['qualifier', { qualifier: undefined }],
  ['value', { value: -1 }],
  ['value', { value: 1_000_000_001 }],
  ['value', { value: 3_554.5 }],
  ['value', { value: Number.NaN }],
  ['value', { value: Number.POSITIVE_INFINITY }],
  ['value', { indicator: 'trust_percent', value: 100.1 }],
  ['value', { indicator: 'camera_coverage_percent', value: -0.1 }],
  ['value', { indicator: 'trust_percent', value: Number.NaN }],
  ['period_start', { periodStart: undefined }],
  ['period_end', { periodEnd: undefined }],
  ['period_end', { periodStart: '2021-01-01', periodEnd: '2020-12-31' }],
  ['provenance', { provenance: undefined }],
  ['provenance.publisher_uk', { provenance: { ...source, publisherUk: '' } }],
  ['provenance.publisher_uk', { provenance: { ...source, publisherUk: 'а'.repeat(301) } }],
  ['provenance.publisher_en', { provenance: { ...source, publisherEn: 'M' } }],
  ['provenance.publisher_en', { provenance: { ...source, publisherEn: 'Min\u0000istry' } }],
  ['provenance.publisher_en', { provenance: { ...source, publisherEn: 'Min\u202eistry' } }],
  ['provenance.title', { provenance: { ...source, title: 'two\nlines' } }],
  ['provenance.title', { provenance: { ...source, title: 't'.repeat(501) } }],
  ['provenance.title', { provenance: { ...source, title: ' padded' } }],
  ['provenance.published', { provenance: { ...source, published: undefined } }],
  ['provenance.sentence', { provenance: { ...source, sentence: 'а'.repeat(501) } }],
  ['provenance.sentence', { provenance: { ...source, sentence: 'two\nlines' } }],
  ['provenance.link', { provenance: { ...source, link: 'javascript:alert(1)' } }],
  ['provenance.link', { provenance: { ...source, link: 'https://mvs.gov.ua/two words' } }],
  ['provenance.link', { provenance: { ...source, link: `https://mvs.gov.ua/${'a'.repeat(200)}` } }],
])('names %s when it breaks a rule', (field, broken) => {
  expect(checkFigure(draft(broken)).map((violation) => violation.field)).toEqual([field]);
});

test('reports all violations at once', () => {
  const wrong = { indicator: undefined, kind: undefined, qualifier: undefined, periodStart: undefined, value: -1 };
  expect(checkFigure(draft({ ...wrong, provenance: undefined }))).toHaveLength(6);
});

test('a figure is identified by indicator, kind and period; value, qualifier and source may change', () => {
  const one = figure('deaths_road', 1);
  expect(figureKey(figure('deaths_road', 2))).toBe(figureKey(one));
  expect(figureKey(figure('deaths_fire', 1))).not.toBe(figureKey(one));
  expect(figureKey(figure('deaths_road', 1, { kind: 'target' }))).not.toBe(figureKey(one));
  expect(figureKey(figure('deaths_road', 1, { periodEnd: '2020-06-30' }))).not.toBe(figureKey(one));
  expect(saysTheSame(one, figure('deaths_road', 1))).toBe(true);
  expect(saysTheSame(one, figure('deaths_road', 2))).toBe(false);
  expect(saysTheSame(one, figure('deaths_road', 1, { qualifier: 'more_than' }))).toBe(false);
  for (const other of [{ title: 'Another' }, { sentence: 'Another' }, { link: 'https://mvs.gov.ua' }]) {
    expect(saysTheSame(one, figure('deaths_road', 1, { provenance: { ...source, ...other } }))).toBe(false);
  }
});
