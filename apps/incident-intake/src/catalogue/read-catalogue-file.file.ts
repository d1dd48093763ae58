import { readFileSync } from 'node:fs';
import { ConfigError } from '@safe-community/config';
import type { core } from 'zod';
import type { CatalogueChange } from './policy-change.ts';
import { CATALOGUE_SCHEMA } from './catalogue-schema.file.ts';

/** Reads what the configuration changes of the catalogue. Throws with all that is wrong in plain words. */
export function readCatalogueFile(path: string): CatalogueChange {
  const parsed = CATALOGUE_SCHEMA.safeParse(readJson(path), { error: inWords });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path: at, message }) => `CATALOGUE_FILE: ${placeOf(at)} ${message}`),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([
      `CATALOGUE_FILE cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the whole' : path.map(String).join('.');
}

/** What no schema has words of its own for. */
function inWords(issue: core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `must not hold ${issue.keys.join(', ')}: nothing is known by that name`;
  if (issue.code === 'invalid_value') return `must be one of ${listed(issue.values)}`;
  if (issue.code === 'invalid_union') return `must be one of ${listed(issue.options)}`;
  if (issue.code !== 'invalid_type') return 'is not as it must be';
  return issue.input === undefined ? 'must be given' : `must be ${NAMES[issue.expected] ?? issue.expected}`;
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return 'what is known';
  return values.map((value) => (value === '' ? '""' : String(value))).join(', ');
}

const NAMES: Partial<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};
