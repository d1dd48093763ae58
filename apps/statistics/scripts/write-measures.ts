/** Writes docs/measures.md and docs/promises.md: `npm run measures`. Unit tests compare them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuresDocument } from '../src/figures/measures-document.ts';
import { promisesDocument } from '../src/scorecard/promises-document.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
writeFileSync(join(DOCS, 'measures.md'), measuresDocument());
writeFileSync(join(DOCS, 'promises.md'), promisesDocument());
