import { renderClassedMap } from '@safe-community/charts';
import { html, raw } from 'hono/html';
import { formatOf } from '../site/module.ts';
import { titleOf, type MapView } from './choice.page.ts';
import { mapTexts } from './map.texts.ts';
import { classOf } from './measure.ts';
import { BORDERS_ATTRIBUTION, BORDERS_ATTRIBUTION_UK } from './plans.ts';
import { rangeText } from './range.page.ts';

/** The map with its legend and the source of its borders. */
export function drawing(view: MapView) {
  const { language, figures, bounds, plan, id } = view;
  const texts = mapTexts(language);
  const { whole } = formatOf(language);
  const classes = plan.codes.map((code) => {
    const value = figures.get(code);
    return value === undefined ? undefined : classOf(value, bounds);
  });
  const entries = [...Array.from({ length: bounds.length + 1 }, (_, index) => index), undefined].map((index) => {
    const text = index === undefined ? texts.noData : rangeText(view, index);
    return { index, text: texts.counts(text, whole(classes.filter((each) => each === index).length)) };
  });
  const { svg, swatches } = renderClassedMap(
    {
      title: titleOf(view),
      description: `${texts.summary}: ${entries.map(({ text }) => text).join('; ')}.`,
      plan: plan.plan,
      classOf: classes,
      classes: bounds.length + 1,
    },
    { language, id },
  );
  return html`<figure>
    ${raw(svg)}
    <figcaption>
      <p>${texts.summary}:</p>
      <ul class="legend">
        ${swatches.map(
          (swatch) =>
            html`<li>
              ${raw(swatch.svg)} <span>${entries.find(({ index }) => index === swatch.classIndex)?.text ?? ''}</span>
            </li>`,
        )}
      </ul>
      <p class="small">${language === 'uk' ? BORDERS_ATTRIBUTION_UK : BORDERS_ATTRIBUTION}</p>
    </figcaption>
  </figure>`;
}
