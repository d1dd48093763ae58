import { renderSvg } from '@safe-community/charts';
import { html, raw } from 'hono/html';
import type { Language } from '../site/module.ts';
import { compareTexts } from './compare.texts.ts';
import type { Comparison } from './comparison.ts';
import type { NamedOblast } from './rate-table.page.ts';

/** Narrow, so that its texts stay legible on a phone; wide screens enlarge it. */
const WIDTH = 480;

/** Rates against population, with the limits that chance explains. The table has all of it in words. */
export function funnel(
  { mean }: Comparison,
  oblasts: readonly NamedOblast[],
  { title, language }: { readonly title: string; readonly language: Language },
) {
  const texts = compareTexts(language);
  const drawn = oblasts.flatMap(({ name, population, rate, limits }) =>
    population === undefined || rate === undefined ? [] : [{ name, population, rate, limits }],
  );
  if (mean === undefined || drawn.length === 0) return '';
  const svg = renderSvg(
    {
      kind: 'funnel',
      title,
      unit: { other: texts.rate },
      points: drawn.map(({ name, population, rate }) => ({
        name,
        population,
        value: rate.value,
        low: rate.low,
        high: rate.high,
      })),
      limits: drawn.flatMap(({ population, limits }) => (limits === undefined ? [] : [{ population, ...limits }])),
      mean: { name: texts.funnelMean, value: mean.value },
      populationName: texts.population,
    },
    { language, width: WIDTH, id: 'funnel' },
  );
  return html`<figure>${raw(svg)}</figure>`;
}
