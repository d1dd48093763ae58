import { html, raw } from 'hono/html';
import { drawPlace, placeMapSource, type MarkedPoint } from '../place-map/module.ts';
import { formatOf, type Language } from '../site/module.ts';
import type { Course, ReportHere } from './report-here.ts';
import { HERE_TEXTS } from './reports-here.texts.ts';

const LOOKS: Readonly<Partial<Record<Course, 'open' | 'done'>>> = { received: 'open', working: 'open', mended: 'done' };

/** Open and mended reports on the map of their hromada; nothing where none has a place. The table beside it says the same. */
export function reportsMap(reports: readonly ReportHere[], code: string, language: Language) {
  const texts = HERE_TEXTS[language];
  const { whole } = formatOf(language);
  const shown = reports.filter(({ course }) => LOOKS[course] !== undefined);
  const marked = shown.flatMap(({ point, course }): MarkedPoint[] => {
    const look = LOOKS[course];
    return point === undefined || look === undefined ? [] : [{ point, look }];
  });
  const note = texts.mapNote(whole(shown.length - marked.length));
  const entries = (['open', 'done'] as const).flatMap((look) => {
    const count = marked.filter((each) => each.look === look).length;
    return count === 0 ? [] : [{ look, text: `${look === 'open' ? texts.open : texts.mended}: ${whole(count)}` }];
  });
  const description = `${entries.map(({ text }) => text).join('; ')}. ${note}`;
  const drawn = drawPlace(code, marked, { id: 'reports-map', title: texts.map, description, language });
  if (marked.length === 0 || drawn === undefined) return '';
  return html`<figure>
    ${raw(drawn.svg)}
    <figcaption>
      <ul class="legend">
        ${entries.map(({ look, text }) => html`<li>${raw(drawn.swatch(look))} <span>${text}</span></li>`)}
      </ul>
      <p class="small">${note} ${placeMapSource(language)}.</p>
    </figcaption>
  </figure>`;
}
