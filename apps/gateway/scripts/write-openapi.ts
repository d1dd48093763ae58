/**
 * Generates docs/openapi.json, the contract of the public JSON, from the schemas.
 *
 *   node apps/gateway/scripts/write-openapi.ts             writes it, unless the change breaks programs
 *   node apps/gateway/scripts/write-openapi.ts --breaking  writes it in any case: list the break in CHANGELOG.md
 *   node apps/gateway/scripts/write-openapi.ts --check     writes nothing; exits with 1 if it differs, and names what breaks
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument, operationsOf } from '../src/api/module.ts';
import { breakingChanges } from './breaking-changes.ts';

const FILE = join(import.meta.dirname, '../../../docs/openapi.json');

const nothing = async () => {
  throw new Error('the document calls no service');
};
const backend = {
  installation: 'real' as const,
  officers: nothing,
  incidents: nothing,
  cameras: nothing,
  statistics: nothing,
  close: () => undefined,
};
const document = openApiDocument(operationsOf(backend, () => new Date()));
const text = `${JSON.stringify(document, undefined, 2)}\n`;
const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '{}';
if (before === text) process.exit(0);

const breaks = breakingChanges(JSON.parse(before), JSON.parse(text));
for (const each of breaks) console.error(`breaks programs: ${each}`);
if (process.argv.includes('--check')) {
  console.error('docs/openapi.json is out of date. Run: npm run openapi');
  process.exit(1);
}
if (breaks.length > 0 && !process.argv.includes('--breaking')) {
  console.error('Nothing was written. To break programs on purpose: npm run openapi -- --breaking');
  process.exit(1);
}
writeFileSync(FILE, text);
