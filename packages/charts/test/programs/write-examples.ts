/** Writes docs/charts/*.svg, which docs/charts/README.md shows: npm run charts */
import { writeFileSync } from 'node:fs';
import { renderSvg } from '../../src/index.ts';
import { EXAMPLES } from '../examples.ts';

const FOLDER = new URL('../../../../docs/charts/', import.meta.url);

for (const { file, language, width, chart } of EXAMPLES) {
  writeFileSync(new URL(file, FOLDER), `${renderSvg(chart, { language, width, id: file.split('.')[0] ?? file })}\n`);
}
