/**
 * Generates the tables of docs/data-inventory.md from the contracts. Text above the mark is written by people; text below
 * it is generated.
 *
 *   node packages/contracts/scripts/write-data-inventory.ts          writes the tables
 *   node packages/contracts/scripts/write-data-inventory.ts --check  writes nothing; exits with 1 if they differ
 *
 * Both exit with 1 and name the field when one does not say what it holds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { undeclaredFields } from '../src/inventory/index.ts';
import { renderInventory } from './render-inventory.ts';

const FILE = join(import.meta.dirname, '../../../docs/data-inventory.md');
const MARK = '<!-- Generated below this line from proto/ by `npm run inventory`. -->\n';

const undeclared = undeclaredFields();
for (const field of undeclared) {
  console.error(
    `${field} does not say what it holds: add [(data.v1.holds) = DATA_…] to it (proto/safecommunity/data/v1/data.proto)`,
  );
}
if (undeclared.length > 0) process.exit(1);

const written = readFileSync(FILE, 'utf8');
const [byPeople] = written.split(MARK);
const wanted = `${byPeople}${MARK}\n${renderInventory()}`;
if (wanted === written) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('docs/data-inventory.md is out of date. Run: npm run inventory');
  process.exit(1);
}
writeFileSync(FILE, wanted);
