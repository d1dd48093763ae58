import { z } from 'zod';
import { PREFIX, type Operation } from './operation.api.ts';
import { SCHEMAS } from './schemas.api.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1, from the schemas that answers and parameters are checked by. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const { schemas } = z.toJSONSchema(SCHEMAS, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'output',
    override: ({ jsonSchema }) => relax(jsonSchema),
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Safe Community: open data',
      version: '1.0.0',
      description:
        'Figures of the Safe Community programme of Ukraine with their definitions and sources. Read only, without a key, ' +
        'from any site. Fields and values may be added; nothing is removed below /api/v1. Answers have an ETag; send it as ' +
        'If-None-Match.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      operations.flatMap((each) => [
        [`${PREFIX}${each.path}`, { get: describe(each, 'any') }],
        ...(each.csv === undefined ? [] : [[`${PREFIX}${each.path}.csv`, { get: describe(each, 'csv') }]]),
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
      ),
    },
  };
}

function describe(each: Operation, format: 'any' | 'csv'): Json {
  const json = { 'application/json': { schema: { $ref: `#/components/schemas/${nameOf(each.answer)}` } } };
  const csv = { 'text/csv': { schema: { type: 'string' } } };
  const problem = {
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const later = { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } }, ...problem };
  return {
    operationId: format === 'csv' ? `${each.id}Csv` : each.id,
    summary: each.summary,
    description: each.description,
    parameters: parametersOf(each),
    responses: {
      '200': {
        description: each.summary,
        headers: { ETag: { schema: { type: 'string' } } },
        content: format === 'csv' ? csv : { ...json, ...(each.csv !== undefined && csv) },
      },
      '304': { description: 'The program has this answer already.' },
      '400': { description: 'A parameter breaks a rule, is unknown, or was given more than once.', ...problem },
      ...(each.path.includes('{') && { '404': { description: 'Not found.', ...problem } }),
      '405': { description: 'Any other method than GET, HEAD, and OPTIONS.', ...problem },
      '429': { description: 'Too many requests of one network: wait as long as Retry-After says.', ...later },
      '500': { description: 'A bug. It was logged.', ...problem },
      '503': { description: 'Temporarily unavailable: ask again as Retry-After says.', ...later },
    },
  };
}

function parametersOf({ parameters, path }: Operation): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(parameters, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const isInPath = path.includes(`{${name}}`);
    const { description, ...rest } = schema as Json;
    return {
      name,
      in: isInPath ? 'path' : 'query',
      required: isInPath || required.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

/** Without what would only bind programs: fields may be added, and each number and day is checked here. */
function relax(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.format !== undefined) delete schema.pattern;
}

function nameOf(schema: z.ZodType): string {
  const meta = SCHEMAS.get(schema);
  if (meta === undefined) throw new Error('the schema of an answer has no name');
  return meta.id;
}
