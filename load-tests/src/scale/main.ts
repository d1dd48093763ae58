/**
 * Computes what the system needs for a load, from measurements.
 *
 *   npm run scale              prints the tables
 *     npm run scale -- --json    prints the figures as JSON
 *     npm run scale -- --write   updates docs/scale.md
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
