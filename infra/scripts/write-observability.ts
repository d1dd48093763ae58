/**
 * Writes the alert rules and dashboards of the observability component from the SLOs (load-tests/thresholds) and
 * infra/src/observability.
 *
 *   node infra/scripts/write-observability.ts          writes them
 *   node infra/scripts/write-observability.ts --check  writes nothing; exit 1 and name the files that differ
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenFiles } from '../src/observability/written-files.ts';

const FOLDER = join(import.meta.dirname, '../kubernetes/components/observability');

const differing = [...writtenFiles()].filter(([name, text]) => {
  const path = join(FOLDER, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});
if (process.argv.includes('--check') && differing.length > 0) {
  console.error(`Not in step with infra/src/observability: ${differing.map(([name]) => name).join(', ')}`);
  console.error('Run: npm run observability');
  process.exit(1);
}
for (const [name, text] of differing) writeFileSync(join(FOLDER, name), text);
