import { html } from 'hono/html';
import { seriesPath, valueText } from '../official/module.ts';
import { linkTo, type Language } from '../site/module.ts';
import type { OfficialValue } from './official.ts';

/** As it was published, with a link to its series: "over 70". */
export function officialLink(figure: OfficialValue, language: Language) {
  const text = valueText(figure, language);
  return figure.source === undefined ? html`${text}` : linkTo(language, seriesPath(figure.source.seriesId), text);
}

/** The same with its publisher, where those of one column are not of one. */
export function officialOf(figure: OfficialValue, language: Language) {
  const link = officialLink(figure, language);
  return figure.source === undefined
    ? link
    : html`${link} <span class="small">${figure.source.publisher[language]}</span>`;
}
