import { parseDocument } from 'yaml';
import type { Parsed, Violation } from '@safe-community/domain-kit';
import type { z } from 'zod';
import { MAPPING, type Mapping } from './schema.ts';

/** Longer ones are no mapping. */
export const MOST_MAPPING_BYTES = 262_144;

/** Reads a mapping file, YAML or JSON. The violations name every field and rule. */
export function readMapping(text: string): Parsed<Mapping> {
  return readKeys(text, MAPPING);
}

/** Reads a YAML or JSON file by a schema. */
export function readKeys<Schema extends z.ZodType>(text: string, schema: Schema): Parsed<z.infer<Schema>> {
  if (Buffer.byteLength(text) > MOST_MAPPING_BYTES) {
    return { violations: [{ field: 'mapping', rule: `must have at most ${MOST_MAPPING_BYTES} bytes` }] };
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
  return parsed.success ? { value: parsed.data } : { violations: parsed.error.issues.flatMap(violationsOf) };
}

function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return undefined;
  }
}

function violationsOf(issue: z.core.$ZodIssue): Violation[] {
  const field = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: pathOf([...issue.path, key]), rule: 'is not a key of a mapping' }));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ field, rule: 'must be given' }];
  }
  return [{ field, rule: issue.message.startsWith('must') ? issue.message : `must be valid: ${issue.message}` }];
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
