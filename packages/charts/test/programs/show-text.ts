/** Prints the examples as a terminal shows them, at a width: node packages/charts/test/programs/show-text.ts 80 */
import { renderText } from '../../src/index.ts';
import { EXAMPLES } from '../examples.ts';

const columns = Number(process.argv[2] ?? 80);
for (const { chart, language } of EXAMPLES) console.log(`${renderText(chart, { language, columns }).join('\n')}\n`);
