/** Writes docs/measures.md from the registry of measures: `npm run measures`. A unit test compares them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuresDocument } from '../src/figures/measures-document.ts';

writeFileSync(join(import.meta.dirname, '../../../docs/measures.md'), measuresDocument());
