/**
 * What the system needs for how much load, computed of what was measured.
 *
 *   npm run scale              prints the tables
 *   npm run scale -- --json    the same in figures
 *   npm run scale -- --write   puts them into docs/scale.md
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { computed } from './computed.ts';
import { withTables } from './document.ts';
import { TABLES } from './tables.ts';

const FILE = new URL('../../../docs/scale.md', import.meta.url);

const found = computed();
if (process.argv.includes('--json')) console.log(JSON.stringify(found, undefined, 2));
else if (process.argv.includes('--write')) writeFileSync(FILE, withTables(readFileSync(FILE, 'utf8'), found));
else for (const render of Object.values(TABLES)) console.log(`${render(found)}\n`);
