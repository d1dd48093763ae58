import { html } from 'hono/html';
import { allOblasts } from '../places/module.ts';
import { pathIn } from '../site/module.ts';
import type { MapChoice } from './choice.page.ts';
import { mapTexts } from './map.texts.ts';
import { MAP_MEASURES } from './measure.ts';

/** A plain form, so that each map has an address that can be kept. */
export function chooser({ language, measure, oblast }: MapChoice) {
  const texts = mapTexts(language);
  const option = (value: string, text: string, isChosen: boolean) =>
    html`<option value="${value}" ${isChosen ? html`selected` : ''}>${text}</option>`;
  return html`<form action="${pathIn(language, '/map')}" method="get">
    <p>
      <label for="measure">${texts.choose}</label>
      <select id="measure" name="measure">
        ${MAP_MEASURES.map((each) => option(each, texts.measures[each].name, each === measure))}
      </select>
    </p>
    <p>
      <label for="oblast">${texts.place}</label>
      <select id="oblast" name="oblast">
        ${option('', texts.country, oblast === undefined)}
        ${allOblasts(language).map(({ code, title }) => option(code, title, code === oblast?.code))}
      </select>
    </p>
    <p><button type="submit">${texts.show}</button></p>
  </form>`;
}
