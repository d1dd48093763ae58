import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXAMPLES } from '../test/examples.ts';
import { parseSvg } from '../test/svg-document.ts';
import { renderSvg } from './index.ts';

/** What is drawn in which order with which texts, without places and sizes. */
function structureOf(svg: string) {
  return parseSvg(svg).map(({ name, attributes, text }) => ({
    name,
    text,
    looks: ['id', 'class', 'role', 'fill', 'stroke', 'aria-labelledby', 'data-code'].map((key) => attributes[key]),
  }));
}

test.each(EXAMPLES)('docs/charts/$file has the structure that is drawn today', ({ file, language, width, chart }) => {
  const reviewed = readFileSync(new URL(`../../../docs/charts/${file}`, import.meta.url), 'utf8');
  const drawn = renderSvg(chart, { language, width, id: file.split('.')[0] ?? file });
  // If the change is intended: npm run charts, then look at the pictures.
  expect(structureOf(drawn)).toEqual(structureOf(reviewed));
});
