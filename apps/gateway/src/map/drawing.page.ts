import { renderClassedMap, type AreaClass } from '@safe-community/charts';
import { html, raw } from 'hono/html';
import { formatOf } from '../site/module.ts';
import { titleOf, type MapView } from './choice.page.ts';
import { mapTexts } from './map.texts.ts';
import { classOf } from './measure.ts';
import { BORDERS_ATTRIBUTION, BORDERS_ATTRIBUTION_UK } from './plans.ts';
import { rangeText } from './range.page.ts';

/** The map with its legend and the source of its borders. */
export function drawing(view: MapView) {
  const { language, figures, bounds, plan, id, controlOf } = view;
  const texts = mapTexts(language);
  const { whole } = formatOf(language);
  const classes = plan.codes.map((code): AreaClass => {
    if (controlOf(code)?.status === 'occupied') return 'occupied';
    const value = figures.get(code)?.value;
    return value === undefined ? undefined : classOf(value, bounds);
  });
  const incomplete = new Set(
    plan.codes.flatMap((code, area) =>
      figures.get(code)?.isIncomplete === true && typeof classes[area] === 'number' ? [area] : [],
    ),
  );
  const entry = (of: AreaClass | 'incomplete', text: string, count: number) => ({
    of,
    count,
    text: texts.counts(text, whole(count)),
  });
  const countOf = (wanted: AreaClass) => classes.filter((each) => each === wanted).length;
  const entries = [
    ...Array.from({ length: bounds.length + 1 }, (_, index) => entry(index, rangeText(view, index), countOf(index))),
    entry('occupied', texts.occupied, countOf('occupied')),
    entry(undefined, texts.noData, countOf(undefined)),
    entry('incomplete', texts.incomplete, incomplete.size),
  ].filter(({ count }) => count > 0);
  const { svg, swatches } = renderClassedMap(
    {
      title: titleOf(view),
      description: `${texts.summary}: ${entries.map(({ text }) => text).join('; ')}.`,
      plan: plan.plan,
      classOf: classes,
      classes: bounds.length + 1,
      incomplete,
    },
    { language, id },
  );
  return html`<figure>
    ${raw(svg)}
    <figcaption>
      <p>${texts.summary}:</p>
      <ul class="legend">
        ${swatches.map(({ of, svg: look }) => {
          const found = entries.find((each) => each.of === of);
          return found === undefined ? '' : html`<li>${raw(look)} <span>${found.text}</span></li>`;
        })}
      </ul>
      <p class="small">${language === 'uk' ? BORDERS_ATTRIBUTION_UK : BORDERS_ATTRIBUTION}</p>
    </figcaption>
  </figure>`;
}
