import { parseDocument } from 'yaml';
import type { Parsed, Violation } from '@safe-community/domain-kit';
import { z } from 'zod';
import { nearest } from './columns.ts';
import { MAPPING, type Mapping } from './schema.ts';

/** Longer ones are no mapping. */
export const MAX_MAPPING_BYTES = 262_144;

/** Reads a mapping file, YAML or JSON. The violations name every field and rule. */
export function readMapping(text: string): Parsed<Mapping> {
  return readKeys(text, MAPPING);
}

/** Reads a YAML or JSON file by a schema. */
export function readKeys<Schema extends z.ZodType>(text: string, schema: Schema): Parsed<z.infer<Schema>> {
  if (Buffer.byteLength(text) > MAX_MAPPING_BYTES) {
    return { violations: [{ field: 'mapping', rule: `must have at most ${MAX_MAPPING_BYTES} bytes` }] };
  }
  // "failsafe" reads every scalar as a text: a code such as 007 keeps its zeros. Aliases could expand without limit.
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, prettyErrors: true });
  if (document.errors.length > 0) {
    const violations = document.errors.map(({ message }) => ({
      field: 'mapping',
      rule: `must be valid YAML or JSON with each key once: ${firstLine(message)}`,
    }));
    return { violations };
  }
  const parsed = schema.safeParse(contentOf(document));
  return parsed.success
    ? { value: parsed.data }
    : { violations: parsed.error.issues.flatMap((issue) => violationsOf(issue, schema)) };
}

function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return undefined;
  }
}

function violationsOf(issue: z.core.$ZodIssue, schema: z.ZodType): Violation[] {
  const field = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({ field: pathOf([...issue.path, key]), rule: unknownKey(key, known) }));
  }
  return [{ field, rule: issue.message.startsWith('must') ? issue.message : ruleOf(issue) }];
}

/** The rule that a key breaks which a mapping does not have. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `is not a key of a mapping${near === undefined ? '' : ` (did you mean “${near}”?)`}`;
}

/** What the value must be. The schema says its own rules; these are about the shape of the file. */
function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined')) return 'must be given';
    return `must be ${SHAPES.get(issue.expected) ?? 'a text'}`;
  }
  if (issue.code === 'too_big') {
    return `must have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'must not be empty' : `must have at least ${issue.minimum} entries`;
  }
  const ofKey = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
  return ofKey ?? `must be valid: ${issue.message}`;
}

const SHAPES: ReadonlyMap<string, string> = new Map([
  ['array', 'a list, such as [first, second]'],
  ['object', 'a group of keys, such as { column: name }'],
  ['record', 'a group of names with their values, such as { name: value }'],
  ['string', 'one text'],
]);

/** The keys that a mapping may have at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<Schema[]>((at, part) => at.flatMap((each) => partOf(each, part)), formsOf(schema));
  return found.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : []));
}

type Schema = z.core.$ZodType;

function partOf(form: Schema, part: PropertyKey): Schema[] {
  if (form instanceof z.ZodObject) return formsOf((form.shape as Record<PropertyKey, Schema | undefined>)[part]);
  if (form instanceof z.ZodArray) return formsOf(form.element);
  return form instanceof z.ZodRecord ? formsOf(form.valueType) : [];
}

/** What is allowed in one place. */
function formsOf(schema: Schema | undefined): Schema[] {
  if (schema instanceof z.ZodOptional) return formsOf(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  return schema === undefined ? [] : [schema];
}

/** "mapping.skip[0].column" */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}.${String(part)}`),
    'mapping',
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/:$/, '') ?? '';
}
