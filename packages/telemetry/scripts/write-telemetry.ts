/**
 * Generates the tables of docs/telemetry.md from the code. The text above the marker is written by people, everything
 * below it by this script.
 *
 *   node packages/telemetry/scripts/write-telemetry.ts          writes the tables
 *   node packages/telemetry/scripts/write-telemetry.ts --check  writes nothing; exits with 1 if they differ
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTelemetry } from './render-telemetry.ts';

const FILE = join(import.meta.dirname, '../../../docs/telemetry.md');
const MARK = '<!-- From here on: made of packages/telemetry by `npm run telemetry`. -->\n';

const written = readFileSync(FILE, 'utf8');
const [byPeople] = written.split(MARK);
const wanted = `${byPeople}${MARK}\n${renderTelemetry()}\n`;
if (wanted === written) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('docs/telemetry.md is out of date. Run: npm run telemetry');
  process.exit(1);
}
writeFileSync(FILE, wanted);
