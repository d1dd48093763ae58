import { expect, test } from 'vitest';
import { openApiDocument, operationsOf } from '../src/api/module.ts';
import { breakingChanges } from './breaking-changes.ts';

const nothing = async () => {
  throw new Error('the document calls no service');
};
const DOCUMENT = openApiDocument(
  operationsOf(
    {
      installation: 'real' as const,
      officers: nothing,
      incidents: nothing,
      cameras: nothing,
      statistics: nothing,
      close: () => undefined,
    },
    () => new Date(),
  ),
);

/** A copy that may be changed. */
// oxlint-disable-next-line typescript/no-explicit-any -- the test reaches into the document as a programmer would
function changed(change: (document: any) => void): string[] {
  const after = structuredClone(DOCUMENT);
  change(after);
  return breakingChanges(DOCUMENT, after);
}

const FIGURES = '/api/v1/figures';

// oxlint-disable-next-line typescript/no-explicit-any -- as above
function trendOf({ schemas }: any): any {
  return schemas.ScorecardRow.properties.trend.anyOf[0];
}

test.each<[string, Parameters<typeof changed>[0], string]>([
  ['a path is removed', ({ paths }) => delete paths['/api/v1/scorecard'], 'GET /api/v1/scorecard is gone'],
  ['a parameter is removed', ({ paths }) => paths[FIGURES].get.parameters.pop(), 'parameter page_token is gone'],
  [
    'a parameter must be given',
    ({ paths }) => (paths[FIGURES].get.parameters[1].required = true),
    'parameter level must be given now',
  ],
  [
    'another parameter must be given',
    ({ paths }) => paths[FIGURES].get.parameters.push({ name: 'key', in: 'query', required: true, schema: {} }),
    'parameter key must be given now',
  ],
  [
    'a parameter has fewer values',
    ({ paths }) => paths[FIGURES].get.parameters[1].schema.enum.pop(),
    'parameter level has fewer values',
  ],
  [
    'a parameter has a lower maximum',
    ({ paths }) => (paths[FIGURES].get.parameters[6].schema.maximum = 100),
    'parameter page_size has a narrower maximum',
  ],
  [
    'a parameter has another pattern',
    ({ paths }) => (paths[FIGURES].get.parameters[0].schema.pattern = '^a$'),
    'parameter measure has another pattern',
  ],
  [
    'a parameter has another type',
    ({ paths }) => (paths[FIGURES].get.parameters[5].schema.type = 'integer'),
    'parameter group_by cannot be string any more',
  ],
  [
    'a parameter has another format',
    ({ paths }) => (paths[FIGURES].get.parameters[0].schema.format = 'uuid'),
    'parameter measure has another format',
  ],
  [
    'a parameter has another default',
    ({ paths }) => (paths[FIGURES].get.parameters[6].schema.default = 7),
    'parameter page_size has another default',
  ],
  [
    'a parameter has no default any more',
    ({ paths }) => delete paths[FIGURES].get.parameters[6].schema.default,
    'parameter page_size has another default',
  ],
  ['an answer is removed', ({ paths }) => delete paths[FIGURES].get.responses['400'], 'answer 400 is gone'],
  [
    'a format is removed',
    ({ paths }) => delete paths[FIGURES].get.responses['200'].content['text/csv'],
    '200 text/csv is gone',
  ],
  [
    'a field is removed',
    ({ components }) => delete components.schemas.Figure.properties.cases,
    '.figures[].cases is gone',
  ],
  [
    'a field may be absent',
    ({ components }) => components.schemas.Figure.required.shift(),
    '.figures[].territory may be absent now',
  ],
  [
    'a field may be null',
    ({ components }) => (components.schemas.Measure.properties.unit.type = ['string', 'null']),
    '.measure.unit may be null now',
  ],
  [
    'a field has another type',
    ({ components }) => (components.schemas.Coverage.properties.beats.type = 'number'),
    '.beats may be number now',
  ],
  [
    'a field has another pattern',
    ({ components }) => (components.schemas.Figure.properties.territory.anyOf[0].pattern = String.raw`^\d+$`),
    '.figures[].territory has another pattern',
  ],
  [
    'a field has another format',
    ({ components }) => (components.schemas.OfficialFigure.properties.period_end.anyOf[0].format = 'date-time'),
    '.period_end has another format',
  ],
  [
    'a field has no format any more',
    ({ components }) => delete components.schemas.OfficialFigure.properties.period_end.anyOf[0].format,
    '.period_end has another format',
  ],
  [
    'a value of a field has another name',
    ({ components }) => (trendOf(components).enum[0] = 'less'),
    '.trend is never fewer now',
  ],
  ['a field may hold any text', ({ components }) => delete trendOf(components).enum, '.trend may be any value now'],
])('a change breaks programs: %s', (_name, change, expected) => {
  expect(changed(change).join('\n')).toContain(expected);
});

test.each<[string, Parameters<typeof changed>[0]]>([
  ['nothing', () => undefined],
  ['a path is added', ({ paths }) => (paths['/api/v1/more'] = paths[FIGURES])],
  ['a field is added', ({ components }) => (components.schemas.Figure.properties.more = { type: 'string' })],
  ['a field is never null any more', ({ components }) => (components.schemas.Figure.properties.value.type = 'number')],
  ['a parameter has more values', ({ paths }) => paths[FIGURES].get.parameters[1].schema.enum.push('raion')],
  ['a field has more values', ({ components }) => trendOf(components).enum.push('unknown')],
  ['a field gets a format', ({ components }) => (components.schemas.Measure.properties.unit.format = 'x')],
  [
    'a parameter may be given',
    ({ paths }) => paths[FIGURES].get.parameters.push({ name: 'more', in: 'query', required: false, schema: {} }),
  ],
])('a change breaks nothing: %s', (_name, change) => {
  expect(changed(change)).toEqual([]);
});

const withList = (schema: object) => ({
  paths: { '/a': { get: { parameters: [{ name: 'ids', in: 'query', schema }], responses: {} } } },
});
const LIST = { type: 'array', items: { type: 'string', maxLength: 10 }, minItems: 1 };

test.each<[string, object, string[]]>([
  ['a longer list is needed', { ...LIST, minItems: 2 }, ['GET /a: parameter ids has a narrower minItems']],
  [
    'its items are shorter',
    { ...LIST, items: { type: 'string', maxLength: 5 } },
    ['GET /a: parameter ids has items, each of which has a narrower maxLength'],
  ],
  ['a shorter list is enough', { ...LIST, minItems: 0 }, []],
])('of a list: %s', (_name, schema, expected) => {
  expect(breakingChanges(withList(LIST), withList(schema))).toEqual(expected);
});
