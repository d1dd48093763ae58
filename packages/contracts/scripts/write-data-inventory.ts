/**
 * Keeps the tables of docs/data-inventory.md in step with what the contracts declare. What stands above the mark is
 * written by people, what stands below it by this script.
 *
 *   node packages/contracts/scripts/write-data-inventory.ts          writes the tables
 *   node packages/contracts/scripts/write-data-inventory.ts --check  writes nothing; exit 1 when they differ
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderInventory } from './render-inventory.ts';

const FILE = join(import.meta.dirname, '../../../docs/data-inventory.md');
const MARK = '<!-- From here on: made of proto/ by `npm run inventory`. -->\n';

const written = readFileSync(FILE, 'utf8');
const [byPeople] = written.split(MARK);
const wanted = `${byPeople}${MARK}\n${renderInventory()}`;
if (wanted === written) process.exit(0);
if (process.argv.includes('--check')) {
  console.error('docs/data-inventory.md is not in step with proto/. Run: npm run inventory');
  process.exit(1);
}
writeFileSync(FILE, wanted);
